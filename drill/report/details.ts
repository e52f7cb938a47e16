import { table } from '../../cli/kit/table.ts';
import type { DrillResult, ReportedScenario } from './result.ts';
import { rungTable } from './rung-table.ts';
import { plainInWords } from './table.ts';

const COLUMNS = [
  { title: 'scenario', cell: ({ name }: ReportedScenario) => name },
  { title: 'what breaks', cell: ({ breaks }: ReportedScenario) => breaks },
  { title: 'promise', cell: ({ promise }: ReportedScenario) => promise },
  { title: 'heard/calls', cell: ({ heard, calls }: ReportedScenario) => `${heard}/${calls}`, right: true },
  { title: 'served by', cell: servedBy },
  {
    title: 'silence p50/max',
    cell: ({ silenceMs }: ReportedScenario) => `${silenceMs.p50}/${silenceMs.max} ms`,
    right: true,
  },
  {
    title: 'plain set-up (computed)',
    cell: ({ plainSetUp }: ReportedScenario) => plainInWords(plainSetUp),
  },
  { title: 'limit', cell: ({ limitMs }: ReportedScenario) => `${limitMs} ms`, right: true },
  {
    title: 'events journaled',
    cell: ({ events }: ReportedScenario) => `${events.journaled}/${events.deliverable}`,
    right: true,
  },
  {
    title: 'cold starts p50/max',
    cell: ({ coldStartMs: cold }: ReportedScenario) => (cold ? `${cold.p50}/${cold.max} ms` : '-'),
    right: true,
  },
  { title: 'took', cell: ({ tookMs }: ReportedScenario) => `${(tookMs / 1000).toFixed(1)} s`, right: true },
  { title: 'verdict', cell: ({ verdict }: ReportedScenario) => verdict },
] as const;

/** Everything that is too wide for a terminal: `details.txt`. */
export const details = (result: DrillResult): string =>
  [handlerTimes(result), healthyParts(result), wideTable(result.scenarios), rungs(result)]
    .filter(Boolean)
    .join('\n\n');

const RUNG_LEGEND = `\
first         the start of the call
same-socket   the same bot again
other-socket  the bot of the other region
tail          no tier answered, so Vonage plays the rest of the NCCO
static        the static NCCO, in mid-call`;

function rungs({ scenarios }: DrillResult): string {
  const waits = rungTable(scenarios);
  return waits && `${waits}\n\n${RUNG_LEGEND}`;
}

function wideTable(scenarios: readonly ReportedScenario[]): string {
  const rows = scenarios.map((scenario) => COLUMNS.map(({ cell }) => cell(scenario)));
  return table([COLUMNS.map(({ title }) => title), ...rows], (column) => {
    const chosen = COLUMNS[column];
    return chosen !== undefined && 'right' in chosen;
  }).join('\n');
}

const handlerTimes = ({ handlers }: DrillResult): string =>
  `webhook handlers, median time (in brackets: an empty function in the same place): ${
    handlers.map(({ route, tookMs, emptyMs }) => `/${route} ${tookMs} ms (${emptyMs} ms)`).join(', ') ||
    'not measured'
  }`;

/** The measurements that the limits are computed from. */
function healthyParts({ healthyMs }: DrillResult): string {
  const parts = Object.entries(healthyMs).map(
    ([concurrency, { fetchMs, eventMs, connectMs }]) =>
      `${fetchMs}/${eventMs}/${connectMs} ms${concurrency === '1' ? '' : ` (${concurrency} at once)`}`,
  );
  return (
    'slowest in a warm, healthy system: fallback request / event of the bot’s leg / connection to the bot (F/E/C): ' +
    (parts.join(', ') || 'not measured')
  );
}

function servedBy(scenario: ReportedScenario): string {
  const tiers = Object.entries(scenario.servedBy).filter(([, calls]) => calls > 0);
  return (
    tiers.map(([tier, calls]) => (tiers.length === 1 ? tier : `${tier} ${calls}`)).join(', ') || 'no tier'
  );
}
