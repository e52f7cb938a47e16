import { parseArgs } from 'node:util';
import { settings } from '#own/settings.ts';
import type { Load } from './monthly-cost.ts';

export const COST_HELP = `npm run cost -- [options]

What the deployment costs a month, from the templates and a dated list of prices (cli/cost/prices.json): two regions
and the static tier, beside one region with nobody to take over, and beside the price of the calls themselves. The prices
are those of one region, for both; for another one, change the file.

  --calls-per-day N            (1000)
  --events-per-call N          (7)
  --minutes-per-call N         (3)
  --provisioned-concurrency N  environments of answer and fallback kept warm in each region (as in the settings)
  --write                      write docs/cost.md, with the numbers above as they are
  --check                      exit 1 where docs/cost.md is not what --write would write
  --help                       this text
`;

export const DEFAULT_LOAD: Load = {
  callsPerDay: 1000,
  eventsPerCall: 7,
  minutesPerCall: 3,
  provisionedConcurrency: settings.functions.provisionedConcurrency,
};

export interface CostOptions {
  readonly load: Load;
  readonly what: 'print' | 'write' | 'check';
}

const FLAGS = {
  'calls-per-day': { type: 'string' },
  'events-per-call': { type: 'string' },
  'minutes-per-call': { type: 'string' },
  'provisioned-concurrency': { type: 'string' },
  write: { type: 'boolean' },
  check: { type: 'boolean' },
  help: { type: 'boolean' },
} as const;

const atLeast0 = (flag: string, text: string | undefined, standard: number): number => {
  if (text === undefined) return standard;
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(number) && number >= 0) return number;
  throw new Error(`Expected a number of at least 0 after --${flag}, found "${text}".`);
};

/** Reads the command line; undefined when help is wanted. @throws Error that says what was expected and found */
export function parseCostOptions(args: readonly string[]): CostOptions | undefined {
  const { values } = parseArgs({ args: [...args], options: FLAGS });
  if (values.help === true) return undefined;
  const load: Load = {
    callsPerDay: atLeast0('calls-per-day', values['calls-per-day'], DEFAULT_LOAD.callsPerDay),
    eventsPerCall: atLeast0('events-per-call', values['events-per-call'], DEFAULT_LOAD.eventsPerCall),
    minutesPerCall: atLeast0('minutes-per-call', values['minutes-per-call'], DEFAULT_LOAD.minutesPerCall),
    provisionedConcurrency: atLeast0(
      'provisioned-concurrency',
      values['provisioned-concurrency'],
      DEFAULT_LOAD.provisionedConcurrency,
    ),
  };
  const what = values.write === true ? 'write' : values.check === true ? 'check' : 'print';
  const isOwn = JSON.stringify(load) !== JSON.stringify(DEFAULT_LOAD);
  if (what !== 'print' && isOwn)
    throw new Error(`Expected --${what} without other numbers: docs/cost.md is for the standard load.`);
  return { load, what };
}
