import { parseArgs } from 'node:util';
import { SCENARIOS, STORY } from '../scenarios/scenarios.ts';
import { UsageError } from './usage-error.ts';

/** What a scenario places unless it or the command line says otherwise. */
export const CALLS = 20;

/** Each flag once: what is parsed, what `--help` shows, and what the error for a wrong one names. */
const FLAGS = {
  scenario: {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: 'run only this one (repeatable); the names are below',
  },
  all: { type: 'boolean', help: `run all ${SCENARIOS.length}; without it the ${STORY.length} marked with *` },
  calls: {
    type: 'string',
    value: 'N',
    help: `calls of each scenario (${CALLS}; fewer where callers cannot call at the same moment)`,
  },
  seed: { type: 'string', value: 'N', help: 'the same seed gives the same schedule (1)' },
  tight: {
    type: 'boolean',
    help: 'with the tight timeouts (an assembly must have been synthesized with them)',
  },
  assembly: { type: 'string', value: 'FOLDER', help: 'use this cloud assembly instead of synthesizing one' },
  timeouts: {
    type: 'string',
    value: 'FILE',
    help: 'configure Vonage with these timeouts instead of the deployed ones ("link tune --out FILE")',
  },
  'latency-ms': {
    type: 'string',
    value: 'N',
    help: "adds N ms to each request to a region's API, also to those of its CloudFront distribution (0)",
  },
  out: { type: 'string', value: 'FOLDER', help: 'where result.json and the histories go (drill-out)' },
  help: { type: 'boolean', help: 'this text' },
} as const;

const shown = Object.entries(FLAGS).map(([name, flag]) => ({
  usage: `--${name}${'value' in flag ? ` ${flag.value}` : ''}`,
  help: flag.help,
}));

/** A line for each flag. */
export const FLAGS_HELP = shown.map(({ usage, help }) => `  ${usage.padEnd(18)}  ${help}`).join('\n');

/** Which scenarios run is said anew; everything else stays as it was given. */
const CHOOSE: readonly string[] = ['scenario', 'all'];

/** The flags that do not choose scenarios, as they would be typed again. */
export const otherFlags = (values: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(values).flatMap(([name, value]) => {
    if (CHOOSE.includes(name)) return [];
    return typeof value === 'string' ? [`--${name}`, value] : [`--${name}`];
  });

/** The values of the flags. @throws UsageError that names all flags */
export function parseFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS }).values;
  } catch (error) {
    const found = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${found}\nExpected: ${shown.map(({ usage }) => usage).join(', ')}.`);
  }
}
