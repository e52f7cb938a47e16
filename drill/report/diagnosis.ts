import type { CountedProblem, ScenarioResult, Suspect } from './result.ts';

/** Why a scenario did not pass: the symptom, the platform's rules that were applied, and what is at fault. */
export function diagnosis(scenario: ScenarioResult): string {
  const { name, verdict, calls, dropped, silenceMs, limitMs, promise } = scenario;
  const lines = [
    `${name}: ${verdict}`,
    `  promised: ${promise}; found: ${dropped} of ${calls} callers dropped, ` +
      `longest silence ${silenceMs.max} ms (limit ${limitMs} ms)`,
    ...section('symptom', [...scenario.problems.map(problemLine), ...scenario.unknown]),
    ...section(
      'rules of the platform',
      Object.entries(scenario.rules).map(([rule, count]) => `${rule} (${count}×)`),
    ),
    ...section('at fault', scenario.suspects.map(suspectLine)),
  ];
  const waits = Object.entries(scenario.waitedMs).map(([process, ms]) => `${process} ${ms} ms`);
  if (waits.length > 0) lines.push(`  processes waited for a core meanwhile: ${waits.join(', ')}`);
  return lines.join('\n');
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`  ${title}:`, ...lines.map((line) => `    ${line}`)];
}

function problemLine({ checker, text, calls, worst, because }: CountedProblem): string {
  const numbers = worst === undefined ? '' : `, worst ${worst}`;
  const excuse = because === undefined ? '' : `; this proves nothing: ${because}`;
  return `${calls} calls: ${text}${numbers} [${checker}]${excuse}`;
}

function suspectLine({ resource, setting, text, count }: Suspect): string {
  return `${resource}, ${setting}: ${text} (${count}×)`;
}
