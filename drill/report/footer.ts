import type { HandlerTimes } from '../run/measure-handlers.ts';
import type { Verdict } from '../run/verdict.ts';
import { count } from './in-words.ts';
import type { DrillResult, ReportedScenario } from './result.ts';

/**
 * The verdict, the command to run next, and the files.
 * @param folder that holds the files
 * @param command returns the command that runs exactly these scenarios
 * @param calls of each scenario, where it was given
 */
export function footer(
  result: DrillResult,
  folder: string,
  command: (scenarios: readonly string[]) => string,
  calls: number | undefined,
): string {
  const leftOut = Map.groupBy(result.leftOut, ({ why }) => why);
  return [
    ...[...leftOut].map(
      ([why, those]) => `Not run, because ${why}: ${those.map(({ scenario }) => scenario).join(', ')}`,
    ),
    ...verdictInWords(result),
    ...next(toRunNext(result), command),
    ...(named(result, 'unknown').length === 0 ? [] : fewerCalls(calls)),
    `Files in ${folder}: result.json (all numbers), details.txt (wider tables, wait on each rung),\n` +
      'functions.log (the last output of the functions), <scenario>/history.jsonl (every request, NCCO and sound).',
  ].join('\n');
}

function verdictInWords(result: DrillResult): readonly string[] {
  const { verdict, interrupted, scenarios, notRun, tookMs } = result;
  const calls = scenarios.reduce((sum, scenario) => sum + scenario.calls, 0);
  const ran = `${count(scenarios.length, 'scenario')}, ${count(calls, 'call')}, ${(tookMs / 1000).toFixed(0)} s`;
  const failed = named(result, 'fail');
  const unknown = named(result, 'unknown');
  const handlers = (wanted: Verdict) => result.handlers.filter((each) => each.verdict === wanted);
  const reasons = [
    ...(handlers('fail').length === 0
      ? []
      : [`${count(handlers('fail').length, 'webhook handler')} too slow: ${routes(handlers('fail'))}`]),
    ...(failed.length === 0
      ? []
      : [`${failed.length} of ${count(scenarios.length, 'scenario')} failed: ${failed.join(', ')}`]),
    ...(unknown.length === 0
      ? []
      : [`${unknown.length} of ${count(scenarios.length, 'scenario')} could not be measured`]),
    ...(handlers('unknown').length === 0
      ? []
      : [`webhook handlers that could not be measured: ${routes(handlers('unknown'))}`]),
    ...(interrupted
      ? [`${count(notRun.length, 'scenario')} did not run, because the drill was interrupted`]
      : []),
  ];
  switch (verdict) {
    case 'pass':
      return [`Pass: every caller heard what was promised, within the limit (${ran}).`];
    case 'fail':
      return [
        `Fail: ${reasons.join('; ')} (${ran}). The symptom and the suspected cause of each failure are above.`,
      ];
    case 'unknown':
      return [
        scenarios.length === 0
          ? 'Unknown: no scenario ran to its end, so nothing was tested.'
          : `Unknown: no failure was found, but the run is incomplete: ${reasons.join('; ')} (${ran}).`,
      ];
  }
}

/** Fewer calls at the same moment keep fewer processes busy. */
function fewerCalls(calls: number | undefined): readonly string[] {
  const few = FEW.find((each) => calls === undefined || each < calls);
  if (few === undefined) return [];
  const how = calls === undefined ? `add --calls ${few}` : `--calls ${few} instead of --calls ${calls}`;
  return [`If this machine stays too busy: ${how}, so that fewer calls run at the same time.`];
}

const FEW = [5, 1] as const;

const routes = (handlers: readonly HandlerTimes[]): string =>
  handlers.map(({ route }) => `/${route}`).join(', ');

/** Handlers are measured before any scenario, so the shortest scenario measures them again. */
function toRunNext(result: DrillResult): readonly string[] {
  const scenarios = [...named(result, 'unknown'), ...result.notRun];
  const isHandlerUnknown = result.handlers.some(({ verdict }) => verdict === 'unknown');
  return scenarios.length === 0 && isHandlerUnknown ? ['healthy'] : scenarios;
}

const next = (
  scenarios: readonly string[],
  command: (scenarios: readonly string[]) => string,
): readonly string[] =>
  scenarios.length === 0 ? [] : [`To run the rest, with other programs closed: ${command(scenarios)}`];

const named = ({ scenarios }: DrillResult, wanted: ReportedScenario['verdict']): readonly string[] =>
  scenarios.flatMap(({ name, verdict }) => (verdict === wanted ? [name] : []));
