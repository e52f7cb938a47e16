import type { Io } from '../commands/command.ts';
import type { VoiceTimeouts } from '../outputs.ts';
import { DEFAULT_TIMEOUTS } from '../silences.ts';
import type { Deadlines } from './deadlines.ts';
import { faultCosts } from './fault-costs.ts';
import type { Healthy } from './fault-costs.ts';
import { firstLook, measure } from './measure.ts';
import type { Measuring, RouteTimes } from './measure.ts';
import { ASSUMPTIONS, costsJson, printAdvice, printCosts, remarks } from './print-advice.ts';
import type { Columns } from './print-advice.ts';
import { measuredJson, printMeasured } from './print-measured.ts';
import { recommend, timeoutsIn } from './recommend.ts';
import type { Measured, Recommendation } from './recommend.ts';
import type { Route } from './route.ts';
import { failuresIn } from './tally.ts';
import { distributionOf, smallest, together } from './times.ts';
import { describeFailures, whyNot } from './why-not.ts';

export interface Tuning {
  readonly routes: readonly Route[];
  readonly deadlines: Deadlines;
  /** What plan would set without a recommendation. */
  readonly deployed: VoiceTimeouts;
  /** What the application is told; undefined where nobody asked it. */
  readonly nowSet: VoiceTimeouts | undefined;
  readonly requests: number;
  readonly perSecond: number;
  readonly json: boolean;
}

/** 128 + SIGINT. */
const INTERRUPTED = 130;
const NOTHING_RECOMMENDED = 2;

/** Measures, prints, and says what is recommended: undefined, with an exit code, where not everything has a timeout. */
export async function runTune(
  tuning: Tuning,
  measuring: Measuring,
  io: Pick<Io, 'stdout' | 'stderr'>,
): Promise<{ readonly exitCode: number; readonly timeouts: VoiceTimeouts | undefined }> {
  const { routes, requests, perSecond } = tuning;
  const { signal } = measuring;
  const first = await firstLook(routes, measuring);
  const doomed = isDoomed(first, tuning.deadlines);
  const results =
    signal.aborted || doomed ? first : await measure(routes, measuring, { requests, perSecond });

  if (signal.aborted) {
    report(tuning, results, ['Interrupted: nothing is recommended.'], io);
    return { exitCode: INTERRUPTED, timeouts: undefined };
  }
  const reasons = isUnhealthy(first) ? failed(first) : doomed ? [] : whyNot(results, requests);
  if (reasons.length > 0) {
    report(tuning, results, [...reasons, 'Nothing is recommended.'], io);
    return { exitCode: NOTHING_RECOMMENDED, timeouts: undefined };
  }
  const recommendations = recommend(measuredOf(results), tuning.deadlines);
  const timeouts = timeoutsIn(recommendations);
  report(tuning, results, describeFailures(results), io, recommendations);
  return { exitCode: timeouts === undefined ? NOTHING_RECOMMENDED : 0, timeouts };
}

/** No request of some route was answered well. */
const isUnhealthy = (first: readonly RouteTimes[]): boolean =>
  first.some(({ warm }) => failuresIn(warm) === warm.requests);

const failed = (first: readonly RouteTimes[]): readonly string[] => [
  'Not one of the first requests to each URL was answered well.',
  ...describeFailures(first),
];

/** After the first look, more of the same would change nothing: a URL does not answer, or never within what Vonage waits. */
const isDoomed = (first: readonly RouteTimes[], deadlines: Deadlines): boolean =>
  isUnhealthy(first) ||
  recommend(measuredOf(first), deadlines).some(({ connect, socket }) =>
    [connect, socket].some(({ beyond, of }) => of > 0 && beyond === of),
  );

const measuredOf = (results: readonly RouteTimes[]): readonly Measured[] =>
  results.map(({ route: { name, webhook }, warm, cold }) => ({
    name,
    webhook,
    ...together([warm.times, ...(cold ? [cold.times] : [])]),
  }));

function report(
  tuning: Tuning,
  results: readonly RouteTimes[],
  notes: readonly string[],
  { stdout }: Pick<Io, 'stdout'>,
  recommendations?: readonly Recommendation[],
): void {
  const recommended = recommendations && timeoutsIn(recommendations);
  const others: Columns = {
    'Vonage’s defaults': DEFAULT_TIMEOUTS,
    'as deployed': tuning.deployed,
    ...(tuning.nowSet && { 'now set': tuning.nowSet }),
  };
  const columns: Columns = { ...others, ...(recommended && { recommended }) };
  const costs = faultCosts(tuning.deadlines, healthyOf(results));
  const said = [...notes, ...(recommendations ? remarks(recommendations) : [])];
  if (tuning.json) {
    stdout(
      JSON.stringify({
        measured: measuredJson(results),
        recommended: recommended ?? null,
        notes: said,
        timeouts: others,
        costs: recommendations ? costsJson(costs, columns) : [],
      }),
    );
    return;
  }
  const paragraphs = [
    printMeasured(results),
    ...(recommendations
      ? [printAdvice(recommendations, others), ASSUMPTIONS, printCosts(costs, columns)]
      : []),
    said.join('\n'),
  ];
  stdout(paragraphs.filter((paragraph) => paragraph !== '').join('\n\n'));
}

function healthyOf(results: readonly RouteTimes[]): Healthy {
  const of = (name: Route['name']) =>
    together(results.filter(({ route }) => route.name === name).map(({ warm }) => warm.times));
  const medianMs = (valuesMs: readonly number[]): number => distributionOf(valuesMs)?.p50Ms ?? 0;
  const answer = of('answer');
  const fallback = of('fallback');
  return {
    roundTripMs: medianMs(answer.connectsMs),
    fetchMs: medianMs(fallback.connectsMs) + medianMs(fallback.responsesMs),
    onItsWayMs: smallest(answer.responsesMs),
  };
}
