import type { Part } from '../../contracts/history.ts';
import { count, duration } from './in-words.ts';
import type { CountedProblem, ScenarioResult, Suspect } from './result.ts';

const NOT_COUNTED = 'not counted, because this machine may have caused it';

/** Why a scenario failed or could not be measured. */
export const diagnosis = (scenario: ScenarioResult): string =>
  scenario.verdict === 'unknown' ? notMeasured(scenario) : failed(scenario);

/** The symptom, the rules of Vonage that applied, and the suspected resources. */
function failed(scenario: ScenarioResult): string {
  const { name, verdict, calls, dropped, silenceMs, limitMs, promise, problems } = scenario;
  const counted = problems.filter(({ because }) => because === undefined);
  const others = problems.filter(({ because }) => because !== undefined);
  return [
    `${name}: ${verdict}`,
    `  expected: ${promise}; found: ${dropped} of ${calls} callers dropped, ` +
      `longest silence ${silenceMs.max} ms (limit ${limitMs} ms)`,
    ...section('symptom', [...counted.map(problemLine), ...scenario.unknown]),
    ...rulesAndSuspects(scenario),
    ...section(NOT_COUNTED, others.map(problemLine)),
    ...section('this machine was busy during the scenario', busiest(scenario)),
  ].join('\n');
}

/** What prevented the measurement. */
function notMeasured(scenario: ScenarioResult): string {
  const { name, problems, unknown } = scenario;
  const why = [
    ...unknown,
    ...(problems.length === 0 ? [] : ['this machine was too busy to measure silences:']),
    ...(problems.length === 0 ? [] : busiest(scenario).map((line) => `  ${line}`)),
  ];
  return [
    `${name}: unknown. No failure was found, but the scenario could not be measured.`,
    ...section('why', why),
    ...section(NOT_COUNTED, problems.map(problemLine)),
    ...(unknown.length === 0 ? [] : rulesAndSuspects(scenario)),
  ].join('\n');
}

const rulesAndSuspects = ({ rules, suspects }: ScenarioResult): readonly string[] => [
  ...section(
    'what Vonage did with failed requests (rule, how often)',
    Object.entries(rules).map(([rule, times]) => `${rule} (${times}×)`),
  ),
  ...section('suspected cause (resource, setting)', suspects.map(suspectLine)),
];

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`  ${title}:`, ...lines.map((line) => `    ${line}`)];
}

function problemLine({ checker, text, calls, worst, because }: CountedProblem): string {
  const numbers = worst === undefined ? '' : `, worst ${worst}`;
  const excuse = because === undefined ? '' : `; not counted: ${because}`;
  return `${count(calls, 'call')}: ${text}${numbers} [${checker}]${excuse}`;
}

/** The two processes that waited the longest; the others share the same cores, and add nothing. */
const busiest = ({ waitedMs }: ScenarioResult): readonly string[] =>
  PARTS.map((part) => ({ part, ms: waitedMs[part] ?? 0 }))
    .filter(({ ms }) => ms > 0)
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, 2)
    .map(({ part, ms }) => `the process of ${PART_NAMES[part]} waited ${duration(ms)} for a CPU core`);

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
