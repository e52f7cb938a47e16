import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { readTemplate } from '../../contracts/cloud-assembly.ts';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import { stackNames } from '../../contracts/settings/physical-names.ts';
import { ownSettings } from '../../contracts/settings/own-settings.ts';
import { synthesize } from '../../infra/synth.ts';
import type { Template } from '../../infra/template-checks/template.ts';
import { CommandError } from '../kit/command-error.ts';
import { define } from '../kit/command.ts';
import { costReport } from './cost-report.ts';
import { countResources } from './count-resources.ts';
import type { Deployed } from './monthly-cost.ts';
import { PRICE_LIST } from './price-list.ts';

const REPORT = fileURLToPath(new URL('../../docs/cost.md', import.meta.url));

/** What the stacks hold, as they are synthesized now. */
const readDeployed = async (): Promise<Deployed> => {
  const { folder: outDir, remove } = temporaryFolder('cost');
  try {
    const settings = ownSettings();
    const { folder } = await synthesize({ settings, outDir });
    const names = stackNames(settings);
    const count = (role: keyof typeof names) => countResources(readTemplate<Template>(folder, names[role]));
    return {
      memoryMb: settings.functions.memoryMb,
      journalDays: settings.journal.expireAfterDays,
      eventBridge: settings.journal.eventBridge === true,
      primary: count('primary'),
      secondary: count('secondary'),
      static: count('static'),
    };
  } finally {
    remove();
  }
};

const atLeast0 = (text: string): number => {
  const number = text.trim() === '' ? Number.NaN : Number(text);
  if (Number.isFinite(number) && number >= 0) return number;
  throw new CommandError(`expected a number of at least 0, found "${text}".`);
};

const amount = (standard: number, help: string) =>
  ({ type: 'text', value: 'N', help, default: String(standard), read: atLeast0 }) as const;

const LOAD_FLAGS = {
  callsPerDay: amount(1000, 'calls a day'),
  eventsPerCall: amount(7, 'events of each call'),
  minutesPerCall: amount(3, 'minutes of each call'),
  provisionedConcurrency: {
    type: 'text',
    value: 'N',
    help: 'environments of answer and fallback kept warm in each region',
    read: atLeast0,
    otherwise: 'as in the settings',
  },
} as const;

/** docs/cost.md is for the standard load. */
const STANDARD_ONLY = Object.keys(LOAD_FLAGS);

export const cost = define({
  name: 'cost',
  about: `Computes what the deployment costs a month, from the templates and a dated price list (cli/cost/prices.json): two regions
and the static tier, compared with one region without failover, and with the price of the calls themselves. The prices are
those of one AWS region and are used for both; for other regions, change the file.`,
  flags: {
    ...LOAD_FLAGS,
    write: {
      type: 'boolean',
      notWith: STANDARD_ONLY,
      help: 'write docs/cost.md, with the default numbers',
    },
    check: {
      type: 'boolean',
      notWith: [...STANDARD_ONLY, 'write'],
      help: 'fail if docs/cost.md differs from what --write would write',
    },
  },
  exits: {
    0: 'printed, written, or current',
    1: 'wrong use, or with --check: docs/cost.md is not current',
  },
  async run({ write, check, ...given }, { stdout, stderr }) {
    const load = {
      ...given,
      provisionedConcurrency: given.provisionedConcurrency ?? ownSettings().functions.provisionedConcurrency,
    };
    const report = costReport(load, await readDeployed(), PRICE_LIST);
    if (write) await writeFile(REPORT, report);
    else if (!check) stdout(report);
    else if ((await readFile(REPORT, 'utf8').catch(() => '')) !== report) {
      stderr('docs/cost.md is not what the stacks and prices say now. Run: npm run cost -- --write');
      return 1;
    }
    return 0;
  },
});
