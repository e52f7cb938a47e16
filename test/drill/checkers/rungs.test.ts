import { rungsOf } from '../../../drill/checkers/rungs.ts';
import { ANNOUNCEMENT, CallHistory, PRIMARY, PRIMARY_BOT, REFUSED, SECONDARY_BOT } from './a-history.ts';

const rungs = (call: CallHistory) =>
  rungsOf(call.ends().records, [PRIMARY]).map(({ rung, by, withoutAnybodyMs, reached }) => [
    rung,
    by,
    withoutAnybodyMs,
    reached,
  ]);
const withItsBot = () =>
  new CallHistory()
    .wantsNcco()
    .asks('1', 'answer')
    .after(20)
    .gets('1', 'answer')
    .ncco('1')
    .meets(PRIMARY_BOT);
/** The leg before was the person's. */
const ON_PERSON = { url: `${PRIMARY}/live/websocket-disconnected?rung=person` };
const FIRST = ['first', 'primary', 20, 'bot'];

describe('the rungs of a call', () => {
  it('are only the first if no bot is lost', () => {
    expect(rungs(withItsBot())).toEqual([FIRST]);
  });

  it('tell the same socket from the other one', () => {
    const call = withItsBot().loses(PRIMARY_BOT, '2').getsNcco('2').meets(PRIMARY_BOT);
    call.loses(PRIMARY_BOT, '3').getsNcco('3').after(10).meets(SECONDARY_BOT);
    expect(rungs(call)).toEqual([
      FIRST,
      ['same-socket', 'primary', 30, 'bot'],
      ['other-socket', 'primary', 40, 'bot'],
    ]);
  });

  it.each([
    ['', ON_PERSON],
    [
      ', also of a number in the table',
      { url: `${PRIMARY}/live/websocket-disconnected?number=447700900000&rung=person` },
    ],
    [', also in the fallback', { payload: { original_request: { url: ON_PERSON.url, type: 'event' } } }],
  ])('end with the next one if no partner came; an apology is none%s', (_where, onPerson) => {
    const call = withItsBot().loses(PRIMARY_BOT, '2').getsNcco('2').hears('talk', 'Sorry.');
    call.leg('started', '1', 'phone').hears('ringing', '1').after(60).leg('busy', '1', 'phone');
    call
      .add({ type: 'wants-ncco', why: 'connect-ended' })
      .asks('3', 'event', onPerson)
      .after(5)
      .getsNcco('3');
    call.hears('talk', 'Please leave a message.').after(3).hears('beep', 'beep');
    expect(rungs(call)).toEqual([
      FIRST,
      ['person', 'primary', 90, 'nothing'],
      ['voicemail', 'primary', 8, 'voicemail'],
    ]);
  });

  it('know the tail: no tier answered, and the NCCO went on', () => {
    const call = withItsBot()
      .loses(PRIMARY_BOT, '2')
      .gets('2', 'event', { outcome: REFUSED, next: 'fallback' });
    call.asks('3', 'fallback').gets('3', 'fallback', { outcome: REFUSED, next: 'go-on' });
    call.hears('talk', 'Sorry.').leg('started', '1', 'phone').after(9).hears('person', '1');
    expect(rungs(call)).toEqual([FIRST, ['tail', undefined, 39, 'person']]);
  });

  it('know the tail as one, also where its socket is not reached and no tier answers for that either', () => {
    const call = withItsBot()
      .loses(PRIMARY_BOT, '2')
      .gets('2', 'event', { outcome: REFUSED, next: 'fallback' });
    call.asks('3', 'fallback').gets('3', 'fallback', { outcome: REFUSED, next: 'go-on' });
    call
      .hears('talk', 'Please stay.')
      .leg('started', '1', 'websocket')
      .after(10)
      .leg('failed', '1', 'websocket');
    call.add({ type: 'wants-ncco', why: 'connect-ended' }).asks('4', 'event').after(5);
    call.gets('4', 'event', { outcome: REFUSED, next: 'fallback' });
    call.asks('5', 'fallback').gets('5', 'fallback', { outcome: REFUSED, next: 'go-on' });
    call.hears('talk', 'Sorry.').leg('started', '2', 'phone').after(9).hears('person', '1');
    expect(rungs(call)).toEqual([FIRST, ['tail', undefined, 54, 'person']]);
  });

  it('know the static NCCO in mid-call, whose announcement is all there is', () => {
    const call = withItsBot()
      .loses(PRIMARY_BOT, '2')
      .gets('2', 'event', { outcome: REFUSED, next: 'fallback' });
    call
      .asks('3', 'fallback')
      .after(20)
      .gets('3', 'fallback', {
        outcome: { kind: 'response', status: 200, headers: { 'x-cache': 'Error from cloudfront' }, body: '' },
      });
    call.ncco('3').hears('talk', ANNOUNCEMENT);
    expect(rungs(call)).toEqual([FIRST, ['static', 'static', 50, 'announcement']]);
  });

  it('count from the moment at which the bot fell silent', () => {
    const call = withItsBot().after(1000).loses(PRIMARY_BOT, '2', { silentSinceMs: 1420 }).getsNcco('2');
    expect(rungs(call.meets(PRIMARY_BOT))[1]).toEqual(['same-socket', 'primary', 630, 'bot']);
  });

  it('are recognized by where the leg before reported, whatever their words are', () => {
    const call = withItsBot().loses(PRIMARY_BOT, '2').getsNcco('2').hears('talk', 'Leave a message.');
    call.hears('beep', 'beep');
    expect(rungs(call)[1]).toEqual(['person', 'primary', 30, 'voicemail']);
    const closed = withItsBot().loses(PRIMARY_BOT, '2').getsNcco('2').leg('started', '1', 'phone');
    closed
      .add({ type: 'wants-ncco', why: 'connect-ended' })
      .asks('3', 'event', ON_PERSON)
      .after(5)
      .getsNcco('3');
    closed.hears('talk', 'The desk is closed.').after(500);
    expect(rungs(closed)[2]).toEqual(['voicemail', 'primary', 5, 'announcement']);
  });

  it('know a bot by its address, without the query', () => {
    const call = withItsBot().loses(PRIMARY_BOT, '2').getsNcco('2').meets(`${PRIMARY_BOT}/?language=de`);
    expect(rungs(call)[1]?.[0]).toBe('same-socket');
  });

  it('are none where nothing was offered', () => {
    const call = withItsBot().loses(PRIMARY_BOT, '2').getsNcco('2');
    expect(rungs(call)).toEqual([FIRST, ['none', 'primary', 30, 'nothing']]);
  });
});
