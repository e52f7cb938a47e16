import { silencesAreWithinLimits } from '../../../drill/checkers/silences-are-within-limits.ts';
import { CallHistory, PRIMARY_BOT, aPromise, anExpectation } from './a-history.ts';

const { check } = silencesAreWithinLimits;
const waits = (ms: number) =>
  new CallHistory().wantsNcco().after(ms).hears('bot', PRIMARY_BOT).ends().records;

describe('silencesAreWithinLimits', () => {
  it('passes when the silence is as long as limit and allowance', () => {
    expect(check(waits(150), anExpectation()).problems).toEqual([]);
  });

  it('fails when the silence is longer, and says when and by how much', () => {
    expect(check(waits(151), anExpectation()).problems).toEqual([
      {
        call: 'a',
        text: 'the caller waited longer than 150 ms for an NCCO (answer)',
        detail: '151 ms',
        timing: { fromMs: 1000, toMs: 1151, excessMs: 1 },
      },
    ]);
  });

  it('fails above the ceiling, however high the measured limit is', () => {
    const expected = anExpectation([aPromise({ limitMs: 5000 })], { ceilingMs: 1400 });
    expect(check(waits(1399), expected).problems).toEqual([]);
    expect(check(waits(1401), expected).problems).toHaveLength(1);
  });

  it('takes the limit of each call, not the largest one', () => {
    const expected = anExpectation([aPromise({ limitMs: 10 }), aPromise({ call: 'b', limitMs: 5000 })]);
    expect(check(waits(100), expected).problems).toHaveLength(1);
  });

  it('counts a silence that only the end of the call ends', () => {
    const history = new CallHistory().wantsNcco().after(200).ends('platform').records;
    expect(check(history, anExpectation()).problems).toHaveLength(1);
  });

  it('counts ringing as silence for a caller who is promised a bot', () => {
    const history = new CallHistory().wantsNcco().after(10).hears('ringing', '1').after(200);
    expect(check(history.hears('bot', PRIMARY_BOT).ends().records, anExpectation()).problems).toHaveLength(1);
  });

  it('lets ringing end the silence of a caller who is promised only a person', () => {
    const history = new CallHistory()
      .wantsNcco()
      .after(10)
      .hears('ringing', '1')
      .after(200)
      .hears('person', '1');
    const expected = anExpectation([aPromise({ hears: [{ what: 'person', content: '1' }] })]);
    expect(check(history.ends().records, expected).problems).toEqual([]);
  });

  it('measures every silence of a call, also those in the middle of it', () => {
    const history = new CallHistory().wantsNcco().after(10).hears('bot', PRIMARY_BOT).after(500);
    history.add({ type: 'wants-ncco', why: 'websocket-dropped' }).after(300).hears('bot', PRIMARY_BOT).ends();
    expect(check(history.records, anExpectation()).problems).toEqual([
      expect.objectContaining({
        text: 'the caller waited longer than 150 ms for an NCCO (websocket-dropped)',
      }),
    ]);
  });

  describe('once the bot is gone', () => {
    const promised = aPromise({ recovery: { rungs: ['same-socket'], limitMs: 600 } });
    const lost = () =>
      new CallHistory().wantsNcco().after(10).meets(PRIMARY_BOT).loses(PRIMARY_BOT, '2').getsNcco('2');
    const texts = (history: CallHistory) =>
      check(history.ends().records, anExpectation([promised])).problems.map(({ text }) => text);

    it('takes the limit of the recovery', () => {
      expect(texts(lost().after(500).meets(PRIMARY_BOT))).toEqual([]);
      expect(texts(lost().after(800).meets(PRIMARY_BOT))).toEqual([
        'the caller waited longer than 650 ms for an NCCO (websocket-dropped)',
        'the caller waited longer than 650 ms for a bot, a person or a voicemail (rung same-socket)',
      ]);
    });

    it('still takes the first limit for the first words', () => {
      expect(texts(new CallHistory().wantsNcco().after(200).meets(PRIMARY_BOT))).toEqual([
        'the caller waited longer than 150 ms for an NCCO (answer)',
      ]);
    });

    it('is not content with words: somebody must be there', () => {
      const history = lost().hears('talk', 'One moment.').after(600).hears('talk', 'Still.').after(100);
      expect(texts(history.meets(PRIMARY_BOT))).toEqual([
        'the caller waited longer than 650 ms for a bot, a person or a voicemail (rung same-socket)',
      ]);
    });

    it('takes another limit for somebody, with a ceiling of its own, where the caller is asked to wait', () => {
      const waits = (ms: number, untilSomebody: { limitMs: number; ceilingMs: number | undefined }) => {
        const history = lost().hears('talk', 'Please stay.').after(ms).hears('talk', 'Still.').after(100);
        const call = aPromise({ recovery: { rungs: ['same-socket'], limitMs: 5000, untilSomebody } });
        const expected = anExpectation([call], { ceilingMs: 700 });
        return check(history.meets(PRIMARY_BOT).ends().records, expected).problems.map(({ text }) => text);
      };
      expect(waits(600, { limitMs: 900, ceilingMs: undefined })).toEqual([]);
      expect(waits(600, { limitMs: 900, ceilingMs: 650 })).toHaveLength(1);
      expect(waits(600, { limitMs: 500, ceilingMs: undefined })).toHaveLength(1);
      // The words are still due.
      expect(waits(710, { limitMs: 9000, ceilingMs: undefined })).toHaveLength(1);
    });
  });
});
