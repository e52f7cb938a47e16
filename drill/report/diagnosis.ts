import type { Part } from '../../contracts/history.ts';
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
    ...section('not counted, because this machine may have caused it', problems.map(problemLine)),
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

function problemLine({ checker, text, calls, worst, because }: CountedProblem): string {
  const numbers = worst === undefined ? '' : `, worst ${worst}`;
  const excuse = because === undefined ? '' : `; not counted: ${because}`;
  return `${count(calls, 'call')}: ${text}${numbers} [${checker}]${excuse}`;
}

/** The processes that waited the longest; they share the cores, so the others say the same. */
const busiest = ({ waitedMs }: ScenarioResult): readonly string[] =>
  PARTS.map((part) => ({ part, ms: waitedMs[part] ?? 0 }))
    .filter(({ ms }) => ms > 0)
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, 2)
    .map(({ part, ms }) => `the process of ${PART_NAMES[part]} waited ${duration(ms)} for a core`);

const PART_NAMES: Readonly<Record<Part, string>> = {
  primary: 'the primary region',
  secondary: 'the secondary region',
  static: 'the static tier',
  edge: 'CloudFront',
  drill: 'the drill itself',
};
const PARTS = Object.keys(PART_NAMES) as Part[];

function suspectLine({ resource, setting, text, count: times }: Suspect): string {
  return `${resource}, ${setting}: ${text} (${times}×)`;
}
