import { planCalls } from '../../../drill/run/schedule.ts';

const plan = (others: Partial<Parameters<typeof planCalls>[1]> = {}) =>
  planCalls('healthy', { calls: 20, phases: 1, concurrency: 8, seed: 1, to: ['12025550123'], ...others });

describe('planCalls', () => {
  it('gives the same schedule for the same seed, and another one for another seed', () => {
    expect(plan()).toEqual(plan());
    expect(plan()).not.toEqual(plan({ seed: 2 }));
  });

  it('names every call once', () => {
    expect(new Set(plan().map(({ call }) => call)).size).toBe(20);
    expect(plan()[0]?.call).toBe('healthy-01');
  });

  it('dials the number that it is given', () => {
    for (const { to } of plan()) expect(to).toBe('12025550123');
  });

  it('dials several numbers in turn', () => {
    expect(plan({ calls: 4, to: ['1', '2', '3'] }).map(({ to }) => to)).toEqual(['1', '2', '3', '1']);
  });

  it('calls from numbers that are reserved for fiction', () => {
    for (const { from } of plan({ calls: 500 })) expect(from).toMatch(/^447700900\d{3}$/);
  });

  it('spreads callers who dial at once, the more of them the longer', () => {
    const latest = (concurrency: number) =>
      Math.max(
        ...planCalls('x', { calls: 500, phases: 1, concurrency, seed: 1, to: ['12025550123'] }).map(
          ({ staggerMs }) => staggerMs,
        ),
      );
    expect(latest(1)).toBeLessThan(15);
    expect(latest(20)).toBeGreaterThan(250);
    expect(latest(20)).toBeLessThan(300);
  });

  it('gives every phase its share, in order, and one call at least', () => {
    expect(plan({ calls: 7, phases: 3 }).map(({ phase }) => phase)).toEqual([0, 0, 0, 1, 1, 2, 2]);
    expect(plan({ calls: 1, phases: 3 }).map(({ phase }) => phase)).toEqual([0, 1, 2]);
  });
});
