import { describeNcco, untilBotOrPerson, untilQuestion } from '../../../drill/run/describe-ncco.ts';

describe('describeNcco', () => {
  it('names what is heard, in order', () => {
    expect(
      describeNcco([
        { action: 'talk', text: 'Hello.' },
        { action: 'stream', streamUrl: ['https://x/a.mp3'] },
        { action: 'connect', endpoint: [{ type: 'websocket', uri: 'wss://bot' }] },
        { action: 'connect', endpoint: [{ type: 'phone', number: '447700900001' }] },
        { action: 'connect', endpoint: [{ type: 'sip', uri: 'sip:a@b' }] },
        { action: 'record', beepStart: true },
        { action: 'record' },
      ]),
    ).toEqual([
      { what: 'talk', content: 'Hello.' },
      { what: 'stream', content: 'https://x/a.mp3' },
      { what: 'bot', content: 'wss://bot' },
      { what: 'person', content: '447700900001' },
      { what: 'person', content: 'sip:a@b' },
      { what: 'beep', content: 'beep' },
    ]);
  });

  it('ends with the first one whom a caller stays with, for who is not left alone', () => {
    const [talk, bot, person] = [{ what: 'talk' }, { what: 'bot' }, { what: 'person' }] as const;
    expect(untilBotOrPerson([talk, bot, talk, person])).toEqual([talk, bot]);
    expect(untilBotOrPerson([person, talk])).toEqual([person]);
    expect(untilBotOrPerson([talk, talk])).toEqual([talk, talk]);
  });

  it('promises nothing behind a question: what follows depends on the answer', () => {
    const [talk, input, person] = [{ action: 'talk', text: 'x' }, { action: 'input' }, { action: 'connect' }];
    expect(untilQuestion([talk, input, talk, person])).toEqual([talk]);
    expect(untilQuestion([talk, person])).toEqual([talk, person]);
    expect(untilQuestion([null, 1])).toEqual([null, 1]);
  });

  it.each([[undefined], ['<html>'], [{}], [[null, 1, { action: 'speak' }, { action: 'connect' }]]])(
    'says nothing for %j',
    (ncco) => {
      expect(describeNcco(ncco)).toEqual([]);
    },
  );
});
