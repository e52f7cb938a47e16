import { silencesOf } from '../../../contracts/call-history/silences.ts';
import { CallHistory, PRIMARY_BOT, SECONDARY_BOT, aHealthyCall } from '../../drill/checkers/a-history.ts';

const silences = (history: CallHistory) =>
  silencesOf(history.records, false).map(({ why, fromMs, toMs }) => [why, toMs - fromMs]);

describe('the silences of a call', () => {
  it('are the one before the first words, and the one until the bot is there', () => {
    expect(silences(aHealthyCall())).toEqual([
      ['answer', 40],
      ['next-action', 10],
    ]);
  });

  it('begin when the bot was heard last, not when that was noticed', () => {
    const call = new CallHistory().wantsNcco().after(10).meets(PRIMARY_BOT).after(1000);
    // Fell silent at 1500, noticed at 2010.
    call.loses(PRIMARY_BOT, '2', { silentSinceMs: 1500 }).getsNcco('2').hears('talk', 'One moment.');
    expect(silences(call.ends()).slice(1)).toEqual([
      ['websocket-dropped', 540],
      ['next-action', 0],
    ]);
  });

  it('go on while a bot does not answer, from the last words to the next ones', () => {
    const call = new CallHistory().wantsNcco().after(10).hears('talk', 'Hello.').leg('started', PRIMARY_BOT);
    call.after(3000).leg('unanswered', PRIMARY_BOT).add({ type: 'wants-ncco', why: 'connect-ended' });
    call.after(30).hears('talk', 'One moment.').after(5).hears('bot', SECONDARY_BOT).ends();
    expect(silences(call)).toEqual([
      ['answer', 10],
      ['connect-ended', 3030],
      ['next-action', 5],
    ]);
  });

  it('are none while a bot or a person is there', () => {
    const call = new CallHistory().wantsNcco().after(10).meets(PRIMARY_BOT).after(5000).ends();
    expect(silences(call)).toEqual([['answer', 10]]);
  });

  it('begin again when a person has hung up', () => {
    const call = new CallHistory().wantsNcco().after(10).hears('person', '1').after(5000);
    call.leg('completed', '1', 'phone').after(70).hears('talk', 'Goodbye.').ends();
    expect(silences(call)).toEqual([
      ['answer', 10],
      ['next-action', 70],
      ['next-action', 0],
    ]);
  });

  it('end with the call, in silence', () => {
    const call = new CallHistory()
      .wantsNcco()
      .after(10)
      .meets(PRIMARY_BOT)
      .loses(PRIMARY_BOT, '2')
      .after(470);
    const [, last] = silencesOf(call.ends().after(999).leg('completed', PRIMARY_BOT).records, false);
    expect(last).toMatchObject({ why: 'websocket-dropped', heard: false });
    expect((last?.toMs ?? 0) - (last?.fromMs ?? 0)).toBe(500);
  });
});
