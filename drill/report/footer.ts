import type { HandlerTimes } from '../run/measure-handlers.ts';
import type { Verdict } from '../run/verdict.ts';
import { count } from './in-words.ts';
import type { DrillResult, ReportedScenario } from './result.ts';

/**
 * The verdict in words, what to type next, and where the rest is.
 * @param folder of the files
 * @param command how these scenarios are run, and no others
 */
export function footer(
  result: DrillResult,
  folder: string,
  command: (scenarios: readonly string[]) => string,
): string {
  const { leftOut } = result;
  return [
    ...(leftOut.length === 0
      ? []
      : [`left out, since source.mode "ip" asks for no signature: ${leftOut.join(', ')}`]),
    ...verdictInWords(result),
    ...next(toRunNext(result), command),
    `Files in ${folder}: result.json (every number), details.txt (wide tables, and each rung),\n` +
      'functions.log (what the functions wrote last), <scenario>/history.jsonl (all that happened).',
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
      : [`${failed.length} of ${scenarios.length} broke their promise: ${failed.join(', ')}`]),
    ...(unknown.length === 0 ? [] : [`${unknown.length} of ${scenarios.length} could not be measured`]),
    ...(handlers('unknown').length === 0
      ? []
      : [`webhook handlers that could not be measured: ${routes(handlers('unknown'))}`]),
    ...(interrupted ? [`${count(notRun.length, 'scenario')} did not run, because of an interruption`] : []),
  ];
  switch (verdict) {
    case 'pass':
      return [`Pass: every caller heard what was promised, and within the limit (${ran}).`];
    case 'fail':
      return [`Fail: ${reasons.join('; ')} (${ran}). Above: symptom and cause of each.`];
    case 'unknown':
      if (failed.length + handlers('fail').length > 0) return [`Unknown: ${reasons.join('; ')} (${ran}).`];
      return [
        scenarios.length === 0
          ? 'Unknown: no scenario was run to its end, so nothing is proven.'
          : `Unknown: nothing was found wrong, but not all is proven: ${reasons.join('; ')} (${ran}).`,
      ];
  }
}

const routes = (handlers: readonly HandlerTimes[]): string =>
  handlers.map(({ route }) => `/${route}`).join(', ');

/** The handlers are measured before any scenario: where only they are in doubt, the shortest one will do. */
function toRunNext(result: DrillResult): readonly string[] {
  const scenarios = [...named(result, 'unknown'), ...result.notRun];
  const isHandlerUnknown = result.handlers.some(({ verdict }) => verdict === 'unknown');
  return scenarios.length === 0 && isHandlerUnknown ? ['healthy'] : scenarios;
}

const next = (
  scenarios: readonly string[],
  command: (scenarios: readonly string[]) => string,
): readonly string[] =>
  scenarios.length === 0 ? [] : [`To prove the rest, on an idle machine: ${command(scenarios)}`];

const named = ({ scenarios }: DrillResult, wanted: ReportedScenario['verdict']): readonly string[] =>
  scenarios.flatMap(({ name, verdict }) => (verdict === wanted ? [name] : []));
