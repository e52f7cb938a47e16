import type { PlainOutcome } from '../scenarios/plain-set-up.ts';
import { alignColumns, duration, wrapCells } from './in-words.ts';
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

/** The scenarios for people, 120 columns wide at most; all other numbers are in the files. */
export function table(scenarios: readonly ReportedScenario[]): string {
  const titles = COLUMNS.map(({ title }) => title);
  const rows = scenarios.map((scenario) => COLUMNS.map(({ cell }) => cell(scenario)));
  const widths = COLUMNS.map(({ width }) => width);
  return alignColumns(wrapCells([titles, ...rows], widths), (column) => {
    const chosen = COLUMNS[column];
    return chosen !== undefined && 'right' in chosen;
  });
}

export const LEGEND = `\
heard            callers who heard what was meant for them, of those who called
served by        who answered; behind the arrow: who the caller was left with after losing the bot
longest silence  of the unluckiest caller; a scenario fails where it is longer than the limit
plain set-up     computed, not measured: one region, no fallback URL, the default timeouts of Vonage and AWS, nothing
                 behind the bot in the NCCO; by the platform's rules alone, without the network's and the handlers' time`;

/** Under which circumstances the table holds. */
export const header = ({ profile, seed, timeouts }: DrillResult): string =>
  `profile ${profile}, seed ${seed}, timeouts ${timeouts}`;

/** Without a fallback there is nothing that a caller would have heard later. */
export function plainInWords({ silenceMs, ends }: PlainOutcome): string {
  const silence = `${(silenceMs / 1000).toFixed(1)} s`;
  if (ends === 'dropped') return silenceMs === 0 ? 'dropped at once' : `${silence}, then dropped`;
  return silenceMs === 0 ? 'heard at once' : `heard after ${silence}`;
}

/** The tiers that answered, and where bots were lost, who callers were left with then. */
function servedBy({ servedBy: tiers, rungs }: ReportedScenario): string {
  const first = Object.entries(tiers).flatMap(([tier, calls]) => (calls > 0 ? [tier] : []));
  const last = [...new Set(rungs?.flatMap((call) => leftWith(call) ?? []))];
  return [first, ...(last.length > 0 ? [last] : [])]
    .map((names) => names.join(', ') || 'no tier')
    .join(' → ');
}

/** Undefined where the call lost nobody. */
function leftWith({ rungs }: CallRungs): string | undefined {
  const last = rungs.length > 1 ? rungs.at(-1) : undefined;
  if (last === undefined) return undefined;
  if (last.reached === 'person' || last.reached === 'voicemail') return last.reached;
  return last.by === 'nobody' || last.reached === 'nobody' ? 'nothing' : last.by;
}
