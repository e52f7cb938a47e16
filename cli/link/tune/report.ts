import type { VoiceTimeouts } from '../../../contracts/outputs.ts';
import { DEFAULT_TIMEOUTS } from '../../kit/silences.ts';
import type { Profile } from '../../../simulator/profile.ts';
import { PROFILES } from '../../../simulator/profiles.ts';
import { adviseApplication } from './advise-application.ts';
import type { ApplicationTimes } from './application.ts';
import type { Deadlines } from './deadlines.ts';
import { faultCosts } from './fault-costs.ts';
import type { Healthy } from './fault-costs.ts';
import type { RouteTimes, StaticNcco } from './measure.ts';
import { ASSUMPTIONS, costsJson, printAdvice, printCosts, remark } from './print-advice.ts';
import type { Columns } from './print-advice.ts';
import { measuredJson, printMeasured, tallyJson } from './print-measured.ts';
import { advices, timeoutsIn } from './recommend.ts';
import type { Recommendation } from './recommend.ts';
import type { Route } from './route.ts';
import { distributionOf, smallest, together } from './times.ts';

/** The data of the printed report. */
export interface Report {
  readonly results: readonly RouteTimes[];
  /** Those that calls go on to; none where they were not asked for. */
  readonly applications: readonly ApplicationTimes[];
  readonly staticNcco: StaticNcco | undefined;
  readonly deadlines: Deadlines;
  /** By whose rules silences are computed. */
  readonly profile: Profile;
  /** Whether the settings name a bot. */
  readonly hasBot: boolean;
  /** What plan would set without a recommendation. */
  readonly deployed: VoiceTimeouts;
  /** Timeouts configured in the application; undefined if it was not read. */
  readonly nowSet: VoiceTimeouts | undefined;
  /** Undefined where nothing could be concluded. */
  readonly recommendations: readonly Recommendation[] | undefined;
  /** One line each. */
  readonly notes: readonly string[];
}

/** For people. */
export function printReport(report: Report): string {
  const { results, applications, recommendations } = report;
  const concluded =
    recommendations === undefined
      ? []
      : [
          printAdvice(recommendations, othersOf(report)),
          ASSUMPTIONS,
          printCosts(costsOf(report), columnsOf(report)),
          ...(report.profile === PROFILES[0] ? [] : [`Silences by the rules of ${report.profile.name}.`]),
        ];
  const paragraphs = [printMeasured(results, applications), ...concluded, notesOf(report).join('\n')];
  return paragraphs.filter((paragraph) => paragraph !== '').join('\n\n');
}

/** For programs, on one line. */
export const reportJson = (report: Report): string =>
  JSON.stringify({
    measured: measuredJson(report.results),
    applications: report.applications.map(({ address, tally }) => ({ address, ...tallyJson(tally) })),
    recommended: (report.recommendations && timeoutsIn(report.recommendations)) ?? null,
    timeouts: othersOf(report),
    notes: notesOf(report),
    costs: report.recommendations === undefined ? [] : costsJson(costsOf(report), columnsOf(report)),
  });

const othersOf = ({ deployed, nowSet }: Report): Columns => ({
  'Vonage’s defaults': DEFAULT_TIMEOUTS,
  'as deployed': deployed,
  ...(nowSet && { 'now set': nowSet }),
});

function columnsOf(report: Report): Columns {
  const recommended = report.recommendations && timeoutsIn(report.recommendations);
  return { ...othersOf(report), ...(recommended && { recommended }) };
}

const notesOf = ({ notes, applications, deadlines, recommendations }: Report): readonly string[] => [
  ...notes,
  ...applications.flatMap((application) => adviseApplication(application, deadlines.name)),
  ...advices(recommendations ?? []).flatMap(([name, advice]) => remark(name, advice)),
];

const costsOf = ({ deadlines, results, staticNcco, profile, hasBot }: Report) =>
  faultCosts(deadlines, healthyOf(results, staticNcco), profile, hasBot);

function healthyOf(results: readonly RouteTimes[], staticNcco: StaticNcco | undefined): Healthy {
  const warmOf = (name: Route['name']) =>
    together(results.filter(({ route }) => route.name === name).map(({ warm }) => warm.times));
  const medianMs = (valuesMs: readonly number[]): number => distributionOf(valuesMs)?.p50Ms ?? 0;
  const answer = warmOf('answer');
  const fallback = warmOf('fallback');
  const fetchMs = medianMs(fallback.connectsMs) + medianMs(fallback.responsesMs);
  return {
    roundTripMs: medianMs(answer.connectsMs),
    fetchMs,
    staticMs: staticNcco?.tookMs ?? fetchMs,
    onItsWayMs: smallest(answer.responsesMs),
  };
}
