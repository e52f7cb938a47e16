import type { Scenario } from '../scenarios/scenario.ts';
import { SCENARIOS, STORY } from '../scenarios/scenarios.ts';
import { FLAGS_HELP, otherFlags, parseFlags } from './flags.ts';
import { UsageError } from './usage-error.ts';

export interface DrillOptions {
  readonly scenarios: readonly Scenario[];
  /** Of each scenario; undefined: what each scenario says. */
  readonly calls: number | undefined;
  readonly seed: number;
  readonly tight: boolean;
  readonly out: string;
  readonly assembly: string | undefined;
  /** On the way of each request to a region's API, ms. */
  readonly latencyMs: number;
  /** File of the timeouts that Vonage is configured with instead of the deployed ones. */
  readonly timeouts: string | undefined;
  /** What was given beside the scenarios, to type it again. */
  readonly otherFlags: readonly string[];
}

const longestName = Math.max(...SCENARIOS.map(({ name }) => name.length));

export const HELP = `npm run drill -- [options]

Starts both regions and the static tier from the cloud assembly, on loopback, lets a simulated Vonage
platform place calls, breaks things, and reports what the callers heard.

${FLAGS_HELP}

Scenarios, and what each breaks (* runs without --all):
${SCENARIOS.map((scenario) => `${STORY.includes(scenario) ? '*' : ' '} ${scenario.name.padEnd(longestName)}  ${scenario.breaks}`).join('\n')}

Exit code: 0 pass, 1 fail, 2 unknown (not measured: the machine was too busy, interrupted, wrong usage).
`;

/**
 * Reads the command line; undefined when help is wanted.
 * @throws UsageError
 */
export function parseOptions(args: readonly string[]): DrillOptions | undefined {
  const values = parseFlags(args);
  if (values.help === true) return undefined;
  return {
    scenarios: chosen(values.scenario ?? [], values.all ?? false),
    calls: values.calls === undefined ? undefined : wholeNumber('--calls', values.calls, 1),
    seed: wholeNumber('--seed', values.seed ?? '1', 0),
    tight: values.tight ?? false,
    out: values.out ?? 'drill-out',
    assembly: values.assembly,
    latencyMs: wholeNumber('--latency-ms', values['latency-ms'] ?? '0', 0),
    timeouts: values.timeouts,
    otherFlags: otherFlags(values),
  };
}

function chosen(names: readonly string[], all: boolean): readonly Scenario[] {
  const known = SCENARIOS.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new UsageError(
      `--scenario: expected one of\n  ${known.join('\n  ')}\nfound ${unknown.map((name) => `"${name}"`).join(', ')}`,
    );
  }
  if (all && names.length > 0) {
    throw new UsageError(
      `Expected --all or --scenario, found both. Leave --all out to run ${names.join(' and ')} alone.`,
    );
  }
  if (names.length > 0) return SCENARIOS.filter(({ name }) => names.includes(name));
  return all ? SCENARIOS : STORY;
}

function wholeNumber(flag: string, text: string, least: number): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) {
    throw new UsageError(`${flag}: expected a whole number, ${least} at least; found "${text}"`);
  }
  return Number(text);
}

/** The command that runs these scenarios, and is otherwise the same. */
export const commandFor = (
  { otherFlags: others }: Pick<DrillOptions, 'otherFlags'>,
  names: readonly string[],
): string => {
  const flags = [...chooses(names), ...others.map(quoted)];
  return ['npm run drill', ...(flags.length === 0 ? [] : ['--', ...flags])].join(' ');
};

/** The flags that choose these scenarios. */
function chooses(names: readonly string[]): readonly string[] {
  const isExactly = (scenarios: readonly Scenario[]): boolean =>
    scenarios.length === names.length && scenarios.every(({ name }) => names.includes(name));
  if (isExactly(STORY)) return [];
  return isExactly(SCENARIOS) ? ['--all'] : names.flatMap((name) => ['--scenario', name]);
}

/** For a POSIX shell. */
const quoted = (word: string): string =>
  /^[\w./:=@-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
