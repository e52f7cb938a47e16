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
  const { leftOut, notRun } = result;
  return [
    ...(leftOut.length === 0
      ? []
      : [`left out, since source.mode "ip" asks for no signature: ${leftOut.join(', ')}`]),
    ...verdictInWords(result),
    ...next([...named(result, 'unknown'), ...notRun], command),
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
  const reasons = [
    ...(failed.length === 0
      ? []
      : [`${failed.length} of ${scenarios.length} broke their promise: ${failed.join(', ')}`]),
    ...(unknown.length === 0 ? [] : [`${unknown.length} of ${scenarios.length} could not be measured`]),
    ...(interrupted ? [`${count(notRun.length, 'scenario')} did not run, because of an interruption`] : []),
  ];
  switch (verdict) {
    case 'pass':
      return [`Pass: every caller heard what was promised, and within the limit (${ran}).`];
    case 'fail':
      return [`Fail: ${reasons.join('; ')} (${ran}). Above: symptom and cause of each.`];
    case 'unknown':
      if (failed.length > 0) return [`Unknown: ${reasons.join('; ')} (${ran}).`];
      return [
        scenarios.length === 0
          ? 'Unknown: no scenario was run to its end, so nothing is proven.'
          : `Unknown: nothing was found wrong, but not all is proven: ${reasons.join('; ')} (${ran}).`,
      ];
  }
}

const next = (
  scenarios: readonly string[],
  command: (scenarios: readonly string[]) => string,
): readonly string[] => (scenarios.length === 0 ? [] : [`What is not proven yet: ${command(scenarios)}`]);

const named = ({ scenarios }: DrillResult, wanted: ReportedScenario['verdict']): readonly string[] =>
  scenarios.flatMap(({ name, verdict }) => (verdict === wanted ? [name] : []));
