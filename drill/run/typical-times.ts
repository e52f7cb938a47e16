import type { Shown, Step } from '../report/progress.ts';
import { CONCURRENCY } from '../scenarios/load.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { CALLS } from './options.ts';
import type { DrillOptions } from './options.ts';

const HEALTHY_SECONDS = 3;

/** A healthy failover is measured with as many calls at once at most: more would only measure this machine. */
export const MOST_MEASURED = CONCURRENCY.waiting;

/** Before the first scenario. */
export const stepsOf = ({ assembly }: Pick<DrillOptions, 'assembly'>): readonly Step[] => [
  assembly === undefined
    ? { text: 'synthesizing', typicalSeconds: 6 }
    : { text: `reading ${assembly}`, typicalSeconds: 0 },
  { text: 'starting both regions and the static tier', typicalSeconds: 4 },
  { text: 'measuring the webhook handlers, and an empty function in their place', typicalSeconds: 9 },
];

/** How many calls a scenario places, and how many at once. */
export function callsOf(
  { calls: own, concurrency }: Scenario,
  { calls: wanted }: Pick<DrillOptions, 'calls'>,
): { readonly calls: number; readonly concurrency: number } {
  const calls = wanted ?? own ?? CALLS;
  return { calls, concurrency: Math.min(concurrency, calls) };
}

/** The scenarios with their typical times: the first one of each concurrency also measures a healthy failover. */
export function timed(
  scenarios: readonly Scenario[],
  options: Pick<DrillOptions, 'calls'>,
): readonly Shown[] {
  const measured = new Set<number>();
  return scenarios.map((scenario) => {
    const concurrency = Math.min(callsOf(scenario, options).concurrency, MOST_MEASURED);
    const { breaks, typicalSeconds } = scenario;
    if (measured.has(concurrency)) return { breaks, typicalSeconds };
    measured.add(concurrency);
    return { breaks, typicalSeconds: typicalSeconds + HEALTHY_SECONDS };
  });
}
