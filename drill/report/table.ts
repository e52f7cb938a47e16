import { table as textTable } from '../../cli/kit/table.ts';
import type { PlainOutcome } from '../scenarios/plain-set-up.ts';
import { duration, wrapCells } from './in-words.ts';
import type { CallRungs, DrillResult, ReportedScenario } from './result.ts';

/** Two spaces between them: 120 columns at most. */
const COLUMNS = [
  { title: 'what breaks', width: 39, cell: ({ breaks }: ReportedScenario) => breaks },
  {
    title: 'heard',
    width: 5,
    right: true,
    cell: ({ heard, calls }: ReportedScenario) => `${heard}/${calls}`,
  },
  { title: 'served by', width: 21, cell: servedBy },
  {
    title: 'longest silence',
    width: 8,
    right: true,
    cell: ({ silenceMs }: ReportedScenario) => duration(silenceMs.max),
  },
  {
    title: 'plain set-up (computed)',
    width: 20,
    cell: ({ plainSetUp }: ReportedScenario) => plainInWords(plainSetUp),
  },
  { title: 'limit', width: 7, right: true, cell: ({ limitMs }: ReportedScenario) => duration(limitMs) },
  { title: 'verdict', width: 7, cell: ({ verdict }: ReportedScenario) => verdict },
] as const;

/** The table that is printed, at most 120 columns wide; the files hold all other numbers. */
export function table(scenarios: readonly ReportedScenario[]): string {
  const titles = COLUMNS.map(({ title }) => title);
  const rows = scenarios.map((scenario) => COLUMNS.map(({ cell }) => cell(scenario)));
  const widths = COLUMNS.map(({ width }) => width);
  return textTable(wrapCells([titles, ...rows], widths), (column) => {
    const chosen = COLUMNS[column];
    return chosen !== undefined && 'right' in chosen;
  }).join('\n');
}

export const LEGEND = `\
heard            callers who heard everything that they were promised, in its order, of all callers
served by        the tier that answered: primary or secondary region, or static (the NCCO in CloudFront's bucket);
                 after the arrow: what answered once the bot, or the person, was lost
longest silence  the longest time that one caller heard nothing; the scenario fails if it exceeds the limit
plain set-up     what callers would hear with one region, no fallback URL and the default timeouts of Vonage and AWS;
                 computed from Vonage's rules, not measured, and without the time of the network and the handlers
limit            the longest silence that passes, computed from the timeouts and from measurements of this run
verdict          pass, fail, or unknown (could not be measured on this machine)`;

/** The conditions of the run. */
export const header = ({ profile, seed, timeouts }: DrillResult): string =>
  `rules of Vonage: ${profile}; seed: ${seed}; timeouts: ${timeouts}`;

/** A plain set-up has no fallback: a dropped caller hears nothing later. */
export function plainInWords({ silenceMs, ends }: PlainOutcome): string {
  const silence = `${(silenceMs / 1000).toFixed(1)} s`;
  if (ends === 'dropped') return silenceMs === 0 ? 'dropped at once' : `${silence}, then dropped`;
  return silenceMs === 0 ? 'heard at once' : `heard after ${silence}`;
}

/** The tiers that answered first; in scenarios that drop bots, also what answered last. */
function servedBy({ servedBy: tiers, rungs }: ReportedScenario): string {
  const first = Object.entries(tiers).flatMap(([tier, calls]) => (calls > 0 ? [tier] : []));
  const last = [...new Set(rungs?.flatMap((call) => leftWith(call) ?? []))];
  return [first, ...(last.length > 0 ? [last] : [])]
    .map((names) => names.join(', ') || 'no tier')
    .join(' → ');
}

/** Undefined if the call kept its bot. */
function leftWith({ rungs }: CallRungs): string | undefined {
  const last = rungs.length > 1 ? rungs.at(-1) : undefined;
  if (last === undefined) return undefined;
  if (last.reached === 'person' || last.reached === 'voicemail') return last.reached;
  return last.by === 'none' || last.reached === 'nothing' ? 'nothing' : last.by;
}
