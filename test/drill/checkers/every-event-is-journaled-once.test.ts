import { everyEventIsJournaledOnce } from '../../../drill/checkers/every-event-is-journaled-once.ts';
import { CallHistory, PRIMARY, REFUSED, anExpectation, eventOf } from './a-history.ts';

const texts = (call: CallHistory, others: Parameters<typeof anExpectation>[1] = {}) =>
  everyEventIsJournaledOnce
    .check(call.records, anExpectation(undefined, others))
    .problems.map(({ text }) => text);
const reported = () => new CallHistory().reports('1', 'started');

describe('everyEventIsJournaledOnce', () => {
  it('passes when it is kept, in one journal or in both under the same key', () => {
    expect(texts(reported().journaled('started'))).toEqual([]);
    expect(texts(reported().journaled('started').journaled('started', { bucket: 'secondary' }))).toEqual([]);
  });

  it('passes when it reached no region, and when it reached a region that rejects everything', () => {
    expect(texts(new CallHistory().reports('1', 'started', { outcome: REFUSED, next: 'give-up' }))).toEqual(
      [],
    );
    expect(texts(reported(), { rejectingOrigins: [PRIMARY] })).toEqual([]);
  });

  it('fails when it reached a region and is in no journal, with the time in which that happened', () => {
    const { problems } = everyEventIsJournaledOnce.check(reported().records, anExpectation());
    expect(problems).toEqual([
      {
        call: 'a',
        text: 'the event started reached a region, but is in no journal',
      },
    ]);
  });

  it('fails when another event is kept in its place', () => {
    expect(
      texts(reported().journaled('started', { event: { ...eventOf('started'), uuid: 'leg-2' } })),
    ).toHaveLength(1);
  });

  it('fails when it is kept under two keys, or its key was written again', () => {
    const twice = ['the event started is journaled more than once'];
    expect(texts(reported().journaled('started').journaled('started', { key: 'calls/b' }))).toEqual(twice);
    expect(texts(reported().journaled('started', { writes: 2 }))).toEqual(twice);
  });

  describe('where no journal can be reached', () => {
    const unavailable = { journals: 'unavailable' } as const;
    const lost = (call: CallHistory, key: string) => call.add({ type: 'journal-lost', key });

    it('passes when each lost event is counted', () => {
      expect(texts(lost(reported(), 'calls/a'), unavailable)).toEqual([]);
    });

    it('fails when one is not, however often another is', () => {
      const call = lost(lost(reported().reports('2', 'ringing'), 'calls/a'), 'calls/a');
      expect(texts(call, unavailable)).toEqual(['events were lost, but not counted as lost']);
    });

    it('proves nothing when everything was kept', () => {
      const call = reported().journaled('started');
      expect(
        everyEventIsJournaledOnce.check(call.records, anExpectation(undefined, unavailable)).unknown,
      ).toMatch('expected that no journal can be reached');
    });
  });
});
