import { everyEventIsJournaledOnce } from '../../../drill/checkers/every-event-is-journaled-once.ts';
import { CallHistory, PRIMARY, REFUSED, anExpectation, eventOf } from './a-history.ts';

const texts = (call: CallHistory, others: Parameters<typeof anExpectation>[1] = {}) =>
  everyEventIsJournaledOnce
    .check(call.records, anExpectation(undefined, others))
    .problems.map(({ text }) => text);
const told = () => new CallHistory().reports('1', 'started');

describe('everyEventIsJournaledOnce', () => {
  it('passes when it is kept, in one journal or in both under the same key', () => {
    expect(texts(told().journaled('started'))).toEqual([]);
    expect(texts(told().journaled('started').journaled('started', { bucket: 'secondary' }))).toEqual([]);
  });

  it('passes when it reached nobody, and when it reached a region that refuses everything', () => {
    expect(texts(new CallHistory().reports('1', 'started', { outcome: REFUSED, next: 'give-up' }))).toEqual(
      [],
    );
    expect(texts(told(), { deafOrigins: [PRIMARY] })).toEqual([]);
  });

  it('fails when it reached a region and is in no journal, with the time in which that happened', () => {
    const { problems } = everyEventIsJournaledOnce.check(told().records, anExpectation());
    expect(problems).toEqual([
      {
        call: 'a',
        text: 'the event started reached a region and is in no journal',
      },
    ]);
  });

  it('fails when another event is kept in its place', () => {
    expect(
      texts(told().journaled('started', { event: { ...eventOf('started'), uuid: 'leg-2' } })),
    ).toHaveLength(1);
  });

  it('fails when it is kept under two keys, or its key was written again', () => {
    const twice = ['the event started is journaled more than once'];
    expect(texts(told().journaled('started').journaled('started', { key: 'calls/b' }))).toEqual(twice);
    expect(texts(told().journaled('started', { writes: 2 }))).toEqual(twice);
  });

  describe('where no journal can be reached', () => {
    const away = { journals: 'away' } as const;
    const lost = (call: CallHistory, key: string) => call.add({ type: 'journal-lost', key });

    it('passes when each lost event is counted', () => {
      expect(texts(lost(told(), 'calls/a'), away)).toEqual([]);
    });

    it('fails when one is not, however often another is', () => {
      const call = lost(lost(told().reports('2', 'ringing'), 'calls/a'), 'calls/a');
      expect(texts(call, away)).toEqual(['events were lost and not counted']);
    });

    it('proves nothing when everything was kept', () => {
      const call = told().journaled('started');
      expect(everyEventIsJournaledOnce.check(call.records, anExpectation(undefined, away)).unknown).toMatch(
        'no journal should have been there',
      );
    });
  });
});
