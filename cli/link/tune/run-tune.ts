import type { VoiceTimeouts } from '../../../contracts/outputs.ts';
import type { Deadlines } from './deadlines.ts';
import { fewColdStarts, describeFailures, whyNot } from './why-not.ts';
import { firstLook, measure } from './measure.ts';
import type { Measuring, RouteTimes } from './measure.ts';
import { otherPreset } from './other-preset.ts';
import { remark } from './print-advice.ts';
import { advices, recommend, timeoutsIn } from './recommend.ts';
import type { Advice, Measured, Recommendation } from './recommend.ts';
import type { Route } from './route.ts';
import { failuresIn } from './tally.ts';
import { together } from './times.ts';

export interface Tuned {
  /** 0: everything has a timeout. 2: not everything, or nothing could be concluded. 130: interrupted. */
  readonly exitCode: 0 | 2 | 130;
  readonly timeouts: VoiceTimeouts | undefined;
  readonly results: readonly RouteTimes[];
  readonly recommendations: readonly Recommendation[] | undefined;
  readonly notes: readonly string[];
}

/** Measures and concludes. */
export async function runTune(
  routes: readonly Route[],
  deadlines: Deadlines,
  measuring: Measuring,
  amount: { readonly requests: number; readonly perSecond: number },
): Promise<Tuned> {
  const { signal } = measuring;
  const nothing = (exitCode: 2 | 130, results: readonly RouteTimes[], notes: readonly string[]): Tuned => ({
    exitCode,
    timeouts: undefined,
    results,
    recommendations: undefined,
    notes,
  });

  const first = await firstLook(routes, measuring);
  const hopeless = advices(recommend(measuredOf(first), deadlines)).filter(isHopeless);
  const unwell = isUnhealthy(first)
    ? ['None of the first requests to a URL got the expected answer.', ...describeFailures(first)]
    : [];
  if (!signal.aborted && hopeless.length + unwell.length > 0)
    return nothing(2, first, [
      ...hopeless.flatMap(([name, advice]) => remark(name, advice)),
      ...unwell,
      `Measured no further. ${NOTHING}`,
    ]);
  const results = signal.aborted ? first : await measure(routes, measuring, amount);
  if (signal.aborted) return nothing(130, results, [`Interrupted. ${NOTHING}`]);
  const reasons = whyNot(results, amount.requests);
  if (reasons.length > 0) return nothing(2, results, [...reasons, NOTHING]);

  const measured = measuredOf(results);
  const recommendations = recommend(measured, deadlines);
  const timeouts = timeoutsIn(recommendations);
  return {
    exitCode: timeouts === undefined ? 2 : 0,
    timeouts,
    results,
    recommendations,
    notes: [
      ...describeFailures(results),
      ...fewColdStarts(results),
      ...(timeouts === undefined ? [] : otherPreset(measured, deadlines.name)),
    ],
  };
}

const NOTHING = 'Nothing is recommended.';

/** Some route answered none of its requests well: more of the same would change nothing. */
const isUnhealthy = (first: readonly RouteTimes[]): boolean =>
  first.some(({ warm }) => failuresIn(warm) === warm.requests);

/** Each request took longer than Vonage waits at most. */
const isHopeless = ([, { beyond, of }]: readonly [string, Advice]): boolean => of > 0 && beyond === of;

const measuredOf = (results: readonly RouteTimes[]): readonly Measured[] =>
  results.map(({ route: { name, webhook }, warm, cold }) => ({
    name,
    webhook,
    ...together([warm.times, ...(cold ? [cold.times] : [])]),
  }));
