import { parseSendOptions } from '../../../cli/send/options.ts';

describe('npm run send', () => {
  it.each([
    [[], 'Expected answer, event, websocket-disconnected, fallback as the first word, found none'],
    [['anser'], 'the first word: expected answer, event, websocket-disconnected, fallback; found "anser"'],
    [['answer', 'event'], "Unexpected argument 'event'"],
    [['answer', '--form', '1'], "Unknown option '--form'"],
    [['answer', '--region', 'eu-west-1'], '--region: expected primary, secondary; found "eu-west-1"'],
    [['event', '--status', 'competed'], '--status: expected one of started, ringing'],
    [['answer', '--status', 'busy'], '--status: expected with an event only'],
    [['event', '--rung', 'person'], '--rung: expected with websocket-disconnected only'],
    [['answer', '--reason', 'x'], '--reason: expected with fallback only'],
    [['answer', '--original', 'event'], '--original: expected with fallback only'],
    [['answer', '--direct'], '--direct: expected with fallback only'],
    [['fallback', '--original', 'fallback'], '--original: expected answer, event, websocket-disconnected'],
    [['answer', '--exact'], '--exact: expected --body beside it'],
    [['answer', '--from', ''], '--from: expected a value, found nothing'],
  ])('refuses %j', (args, message) => {
    expect(() => parseSendOptions(args)).toThrow(message);
  });

  it('lets a status, a rung and a reason stand with the fallback of their webhook', () => {
    const args = [
      'websocket-disconnected',
      '--fallback',
      '--rung',
      'person',
      '--status',
      'busy',
      '--reason',
      'x',
    ];
    expect(parseSendOptions(args)).toMatchObject({
      webhook: 'fallback',
      original: 'websocket-disconnected',
      rung: 'person',
      status: 'busy',
      reason: 'x',
    });
    expect(parseSendOptions(['answer', '--help'])).toBeUndefined();
  });
});
