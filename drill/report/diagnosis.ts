import type { Standstill } from '../run/standstills.ts';
import { count, duration } from './in-words.ts';
import type { CountedProblem, ScenarioResult, Suspect } from './result.ts';

/** Why a scenario did not pass. */
export const diagnosis = (scenario: ScenarioResult): string =>
  scenario.verdict === 'unknown' ? notMeasured(scenario) : failed(scenario);

/** The symptom, the platform's rules that were applied, and what is at fault. */
function failed(scenario: ScenarioResult): string {
  const { name, verdict, calls, dropped, silenceMs, limitMs, promise } = scenario;
  return [
    `${name}: ${verdict}`,
    `  promised: ${promise}; found: ${dropped} of ${calls} callers dropped, ` +
      `longest silence ${silenceMs.max} ms (limit ${limitMs} ms)`,
    ...section('symptom', [...scenario.problems.map(problemLine), ...scenario.unknown]),
    ...rulesAndSuspects(scenario),
    ...section('this machine was busy meanwhile', busiest(scenario)),
  ].join('\n');
}

/** Nothing is wrong: what kept it from being measured. */
function notMeasured(scenario: ScenarioResult): string {
  const { name, problems, unknown } = scenario;
  const why = [
    ...unknown,
    ...(problems.length === 0 ? [] : ['this machine was too busy to measure silences:']),
    ...(problems.length === 0 ? [] : busiest(scenario).map((line) => `  ${line}`)),
  ];
  return [
    `${name}: unknown. Nothing was found wrong; it could not be measured.`,
    ...section('why', why),
    ...section('what proves nothing for this reason', problems.map(problemLine)),
    ...(unknown.length === 0 ? [] : rulesAndSuspects(scenario)),
  ].join('\n');
}

const rulesAndSuspects = ({ rules, suspects }: ScenarioResult): readonly string[] => [
  ...section(
    'rules of the platform',
    Object.entries(rules).map(([rule, times]) => `${rule} (${times}×)`),
  ),
  ...section('at fault', suspects.map(suspectLine)),
];

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`  ${title}:`, ...lines.map((line) => `    ${line}`)];
}

function problemLine({ checker, text, calls, worst, excused }: CountedProblem): string {
  const numbers = worst === undefined ? '' : `, worst ${worst}`;
  const excuse = excused ? '; the machine stood still, so this proves nothing' : '';
  return `${count(calls, 'call')}: ${text}${numbers} [${checker}]${excuse}`;
}

/** They share the cores: the others say the same. */
const busiest = ({ stoodStill }: ScenarioResult): readonly string[] =>
  stoodStill.slice(0, 2).map(standstillLine);

const standstillLine = ({ process, times, longestMs, sumMs }: Standstill): string =>
  `the process of ${process} stood still ${times}×, ${duration(sumMs)} together, ${duration(longestMs)} at the longest`;

function suspectLine({ resource, setting, text, count: times }: Suspect): string {
  return `${resource}, ${setting}: ${text} (${times}×)`;
}
