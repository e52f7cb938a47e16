import { alignColumns } from './align-columns.ts';
import type { DrillResult, ScenarioResult } from './result.ts';

const COLUMNS = [
  { title: 'scenario', cell: ({ name }: ScenarioResult) => name },
  { title: 'what broke', cell: ({ breaks }: ScenarioResult) => breaks },
  {
    title: 'heard/dropped',
    cell: ({ heard, dropped }: ScenarioResult) => `${heard}/${dropped}`,
    right: true,
  },
  { title: 'served by', cell: servedBy },
  {
    title: 'silence p50/max',
    cell: ({ silenceMs }: ScenarioResult) => `${silenceMs.p50}/${silenceMs.max} ms`,
    right: true,
  },
  { title: 'limit', cell: ({ limitMs }: ScenarioResult) => `${limitMs} ms`, right: true },
  {
    title: 'events',
    cell: ({ events }: ScenarioResult) => `${events.journaled}/${events.deliverable}`,
    right: true,
  },
  { title: 'verdict', cell: ({ verdict }: ScenarioResult) => verdict },
] as const;

/** The scenarios as text, a line each. */
export function table(scenarios: readonly ScenarioResult[]): string {
  const rows = scenarios.map((scenario) => COLUMNS.map(({ cell }) => cell(scenario)));
  return alignColumns([COLUMNS.map(({ title }) => title), ...rows], (column) => {
    const chosen = COLUMNS[column];
    return chosen !== undefined && 'right' in chosen;
  });
}

/** Under which circumstances the table holds. */
export function header({ profile, seed, timeouts, healthyMs }: DrillResult): string {
  const parts = Object.entries(healthyMs).map(
    ([concurrency, { fetchMs, eventMs, connectMs }]) =>
      `${fetchMs}/${eventMs}/${connectMs} ms${concurrency === '1' ? '' : ` (${concurrency} at once)`}`,
  );
  return (
    `profile ${profile}, seed ${seed}, timeouts ${timeouts}\n` +
    'healthy and warm: a fetch of the fallback (F), an event of the bot’s leg (E), a connect to the bot (C): ' +
    `${parts.join(', ') || 'not measured'}\n` +
    'a silence may be 150 ms longer than its limit'
  );
}

/** How long the cold starts took that scenarios caused themselves; empty where there were none. */
export function coldStarts(scenarios: readonly ScenarioResult[]): string {
  return scenarios
    .flatMap(({ name, coldStartMs }) =>
      coldStartMs === undefined
        ? []
        : [`${name}: cold starts p50/max ${coldStartMs.p50}/${coldStartMs.max} ms`],
    )
    .join('\n');
}

export function footer(
  { verdict, interrupted, tookMs, scenarios, leftOut }: DrillResult,
  files: { readonly result: string; readonly functionOutput: string },
): string {
  const dropped = scenarios.reduce((sum, scenario) => sum + scenario.dropped, 0);
  const calls = scenarios.reduce((sum, scenario) => sum + scenario.calls, 0);
  const missing =
    leftOut.length === 0
      ? ''
      : `left out, since source.mode "ip" asks for no signature: ${leftOut.join(', ')}\n`;
  return (
    missing +
    `${interrupted ? 'interrupted, ' : ''}verdict ${verdict}: ${scenarios.length} scenarios, ${calls} calls, ` +
    `${dropped} dropped, ${(tookMs / 1000).toFixed(0)} s; details in ${files.result}, ` +
    `what the functions wrote last in ${files.functionOutput}`
  );
}

function servedBy(scenario: ScenarioResult): string {
  const tiers = Object.entries(scenario.servedBy).filter(([, calls]) => calls > 0);
  return (
    tiers.map(([tier, calls]) => (tiers.length === 1 ? tier : `${tier} ${calls}`)).join(', ') || 'nobody'
  );
}
