import { compareCold, compareWarm, EMPTY, median, shareWaited } from '../../../cli/bench/ratios.ts';
import { aRound } from './a-bench.ts';

it.each([
  [[5], 5],
  [[9, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[10, 9, 100], 10],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});

describe('a cold start beside the empty handler', () => {
  // In the second round the machine was slower, for both. In the third one, for a single start.
  const rounds = [aRound([30], [45]), aRound([60], [93]), aRound([30, 31, 29], [48, 900, 47])];

  it('is compared within a round, and the median of the rounds counts', () => {
    expect(compareCold(rounds, 'answer', 'loadedMs')).toEqual({ ms: 48, ratio: 1.55 });
  });

  it('is 1 for the empty handler itself', () => {
    expect(compareCold(rounds, EMPTY, 'loadedMs')).toEqual({ ms: 30, ratio: 1 });
  });

  it('is compared by the first answer too', () => {
    expect(compareCold([aRound([30], [70])], 'answer', 'answeredMs')).toEqual({ ms: 80, ratio: 2 });
  });
});

it('warm work is compared within a round too', () => {
  const rounds = [
    aRound([1], [1], { handlerMs: 0.2, leastMs: 0.1 }),
    aRound([1], [1], { handlerMs: 0.5, leastMs: 0.1 }),
    aRound([1], [1], { handlerMs: 0.9, leastMs: 0.3 }),
  ];
  const { ms, ratio } = compareWarm(rounds);
  expect(ms).toBe(0.5);
  expect(ratio).toBeCloseTo(3);
});

it('the share that was spent waiting for a core is of all starts, to their answers', () => {
  expect(shareWaited([aRound([30], [70])])).toBe(0);
  // 40 + 80 ms of work, 2 × 15 ms of waiting.
  expect(shareWaited([aRound([30], [70], { waitedMs: 15 })])).toBe(0.2);
});
