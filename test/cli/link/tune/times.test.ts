import { distributionOf, largest, smallest, together } from '../../../../cli/link/tune/times.ts';

describe('distributionOf', () => {
  it('tells percentiles to three digits and the maximum as it is', () => {
    const valuesMs = Array.from({ length: 1000 }, (_, index) => index + 1);
    const found = distributionOf([...valuesMs, 1234.5678]);
    expect(found).toMatchObject({ count: 1001, maxMs: 1234.5678 });
    expect(found?.p50Ms).toBeCloseTo(501, -1);
    expect(found?.p90Ms).toBeCloseTo(901, -1);
    expect(found?.p99Ms).toBeCloseTo(991, -1);
  });

  it('has no percentile beyond the maximum', () => {
    const found = distributionOf([6743.4]);
    expect(found?.p99Ms).toBe(6743.4);
  });

  it('keeps what never came as maximum and count, and out of the percentiles', () => {
    expect(distributionOf([10, 10, Infinity])).toMatchObject({ count: 3, maxMs: Infinity });
    expect(distributionOf([10, 10, Infinity])?.p99Ms).toBeCloseTo(10, 0);
  });

  it('is undefined of nothing, and of what never came alone', () => {
    expect(distributionOf([])).toBeUndefined();
    expect(distributionOf([Infinity])).toBeUndefined();
  });

  it('takes a time of less than a microsecond', () => {
    expect(distributionOf([0])?.maxMs).toBe(0);
  });
});

describe('largest and smallest', () => {
  it('are 0 of nothing', () => {
    expect([largest([]), smallest([])]).toEqual([0, 0]);
    expect([largest([2, 3, 1]), smallest([2, 3, 1])]).toEqual([3, 1]);
  });
});

it('puts times together', () => {
  const one = { connectsMs: [1], responsesMs: [2, 3] };
  expect(together([one, one])).toEqual({ connectsMs: [1, 1], responsesMs: [2, 3, 2, 3] });
});
