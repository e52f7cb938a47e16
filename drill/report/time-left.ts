import type { Scenario } from '../scenarios/scenario.ts';

type Timed = Pick<Scenario, 'typicalSeconds'>;

/** So much of the typical times is believed before the run shows its own speed. */
const PRIOR_MS = 3000;

/**
 * How long the scenarios that are left will take, ms: the typical times, at the speed of those that this run has behind it.
 * @param tookMs for all that are done together
 */
export function timeLeftMs(done: readonly Timed[], tookMs: number, left: readonly Timed[]): number {
  const typicallyTookMs = sumOf(done);
  const slowness = (tookMs + PRIOR_MS) / (typicallyTookMs + PRIOR_MS);
  return sumOf(left) * slowness;
}

const sumOf = (scenarios: readonly Timed[]): number =>
  scenarios.reduce((sum, { typicalSeconds }) => sum + typicalSeconds * 1000, 0);
