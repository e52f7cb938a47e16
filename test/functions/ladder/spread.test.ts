import { mayReachPerson, waitSecondsOf } from '../../../functions/ladder/spread.ts';

const THREE = { callsPerSecond: 3, peakCalls: null, personLines: null };
const call = (id: string | number) => ({ conversationUuid: `CON-${id}`, uuid: undefined });
const everybody = (
  callers: number,
  nth: number,
  outbound = THREE as Parameters<typeof waitSecondsOf>[2],
  left = 55,
) => Array.from({ length: callers }, (_, id) => waitSecondsOf(call(id), nth, outbound, left) ?? 0);
const perSecond = (waits: readonly number[]): readonly number[] =>
  Object.values(Object.groupBy(waits, (seconds) => Math.floor(seconds))).map((in1 = []) => in1.length);

describe('the wait of a caller who was refused', () => {
  it('is the same in both regions, whichever way the id is written, and another the next time', () => {
    const written = ['CON-aa-1', 'con-AA-1', 'aa-1'].map((conversationUuid) =>
      waitSecondsOf({ conversationUuid, uuid: 'another' }, 1, THREE, 55),
    );
    expect(new Set(written).size).toBe(1);
    expect(waitSecondsOf(call('aa-1'), 2, THREE, 55)).not.toBe(written[0]);
  });

  it('takes the leg’s id where there is no conversation', () => {
    const of = (uuid: string) => waitSecondsOf({ conversationUuid: undefined, uuid }, 1, THREE, 55);
    expect(of('a')).not.toBe(of('b'));
  });

  it.each([
    [60, 20],
    [540, 55],
    [3, 1],
    [1, 1],
  ])(
    'spreads a peak of %i over %i s: peakCalls / callsPerSecond, within what is left',
    (peakCalls, longest) => {
      const waits = everybody(peakCalls * 5, 1, { ...THREE, peakCalls });
      expect(Math.min(...waits)).toBeGreaterThanOrEqual(1);
      expect(Math.max(...waits)).toBeLessThanOrEqual(longest);
      expect(Math.max(...waits)).toBeGreaterThan(longest * 0.9);
    },
  );

  it('brings back about as many a second as the account allows, in any second', () => {
    const rates = perSecond(everybody(150, 1, { ...THREE, peakCalls: 150 }));
    expect(rates.length).toBeGreaterThan(45);
    expect(Math.max(...rates)).toBeLessThanOrEqual(10);
  });

  it('doubles each time where no peak is declared: 10, 20, 40 s at most, and never more than is left', () => {
    for (const [nth, longest] of [
      [1, 10],
      [2, 20],
      [3, 40],
    ] as const) {
      const waits = everybody(300, nth);
      expect(Math.max(...waits)).toBeLessThanOrEqual(longest);
      expect(Math.max(...waits)).toBeGreaterThan(longest * 0.9);
    }
    expect(Math.max(...everybody(300, 3, THREE, 12))).toBeLessThanOrEqual(12);
  });

  it('is none without a limit, and where no time is left', () => {
    expect(waitSecondsOf(call(1), 1, { ...THREE, callsPerSecond: null }, 55)).toBeUndefined();
    expect(waitSecondsOf(call(1), 1, THREE, 0.9)).toBeUndefined();
    expect(waitSecondsOf(call(1), 1, THREE, -20)).toBeUndefined();
  });
});

describe('who may reach the person when everybody is sent there', () => {
  const share = (peakCalls: number | null, personLines: number | null): number =>
    Array.from({ length: 1000 }, (_, id) =>
      mayReachPerson(call(id), { ...THREE, peakCalls, personLines }),
    ).filter(Boolean).length / 1000;

  it('is three callers for each line', () => {
    expect(share(100, 10)).toBeGreaterThan(0.25);
    expect(share(100, 10)).toBeLessThan(0.35);
  });

  it.each([
    [null, 1],
    [100, null],
    [3, 1],
  ])('is everybody with a peak of %p and %p lines', (peakCalls, lines) => {
    expect(share(peakCalls, lines)).toBe(1);
  });
});
