import { parseArgs } from 'node:util';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import type { Scenario } from '../scenarios/scenario.ts';

export interface DrillOptions {
  readonly scenarios: readonly Scenario[];
  readonly calls: number;
  readonly seed: number;
  readonly tight: boolean;
  readonly out: string;
  readonly assembly: string | undefined;
  /** On the way of each request to a region's API, ms. */
  readonly latencyMs: number;
  /** File of the timeouts that the platform is told instead of the deployed ones. */
  readonly timeouts: string | undefined;
}

/** The command line is wrong: what was expected, and what was found. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export const HELP = `npm run drill -- [options]

Starts both regions and the static tier from the cloud assembly, on loopback, lets a simulated Vonage
platform place calls, breaks things, and reports what the callers heard.

  --scenario NAME     run only this one (repeatable); without it all of:
                      ${SCENARIOS.map(({ name }) => name).join('\n                      ')}
  --calls N           calls of each scenario (20)
  --seed N            the same seed gives the same schedule (1)
  --tight             with the tight timeouts (an assembly must have been synthesized with them)
  --assembly FOLDER   use this cloud assembly instead of synthesizing one
  --timeouts FILE     the platform is told these timeouts instead of the deployed ones ("link tune --out FILE")
  --latency-ms N      so much is on the way of each request to a region's API, also from its front (0)
  --out FOLDER        where result.json and the histories go (drill-out)
  --help              this text

Exit code: 0 pass, 1 fail, 2 unknown (nothing proven: stalled machine, interrupted, wrong usage).
`;

/**
 * Reads the command line; undefined when help is wanted.
 * @throws UsageError
 */
export function parseOptions(args: readonly string[]): DrillOptions | undefined {
  const { values } = parse(args);
  if (values.help === true) return undefined;
  return {
    scenarios: chosen(values.scenario ?? []),
    calls: wholeNumber('--calls', values.calls, 20, 1),
    seed: wholeNumber('--seed', values.seed, 1, 0),
    tight: values.tight ?? false,
    out: values.out ?? 'drill-out',
    assembly: values.assembly,
    latencyMs: wholeNumber('--latency-ms', values['latency-ms'], 0, 0),
    timeouts: values.timeouts,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        scenario: { type: 'string', multiple: true },
        calls: { type: 'string' },
        seed: { type: 'string' },
        tight: { type: 'boolean' },
        out: { type: 'string' },
        assembly: { type: 'string' },
        'latency-ms': { type: 'string' },
        timeouts: { type: 'string' },
        help: { type: 'boolean' },
      },
    });
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `${found}\nExpected: --scenario, --calls, --seed, --tight, --out, --assembly, --help.`,
    );
  }
}

function chosen(names: readonly string[]): readonly Scenario[] {
  const known = SCENARIOS.map(({ name }) => name);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    throw new UsageError(
      `--scenario: expected one of\n  ${known.join('\n  ')}\nfound ${unknown.map((name) => `"${name}"`).join(', ')}`,
    );
  }
  return names.length === 0 ? SCENARIOS : SCENARIOS.filter(({ name }) => names.includes(name));
}

function wholeNumber(flag: string, text: string | undefined, otherwise: number, least: number): number {
  if (text === undefined) return otherwise;
  if (!/^\d{1,9}$/.test(text) || Number(text) < least) {
    throw new UsageError(`${flag}: expected a whole number, ${least} at least; found "${text}"`);
  }
  return Number(text);
}
