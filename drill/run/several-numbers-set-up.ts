import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ownSettings } from '../../contracts/settings/own-settings.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { cloudAssembly } from '../../infra/cloud-assembly.ts';
import { CUSTOMERS, DRILLED_NUMBERS, type DrilledNumber } from '../call-flows/several-numbers.ts';
import { readScript } from './script.ts';
import { type StartedSetup, startSetup } from './start-setup.ts';

/** The call flow, and those with names: one file is both. */
const FLOWS = fileURLToPath(new URL('../call-flows/several-numbers.ts', import.meta.url));

/** Starts the set-up of the scenarios about several numbers, and about secrets of a call flow's own: the drill's own call flows, and a table with a flow and a person for each number. */
export async function startSeveralNumbers({
  outDir,
  tight,
  ...common
}: Pick<Parameters<typeof startSetup>[0], 'seed' | 'profile' | 'conditions' | 'builds'> & {
  readonly outDir: string;
  readonly tight: boolean;
}): Promise<StartedSetup> {
  const assembly = await cloudAssembly({
    outDir: join(outDir, 'cdk.out-several-numbers'),
    tight,
    settings: withNumbers(ownSettings()),
    flows: FLOWS,
  });
  return startSetup({ ...common, assembly, users: { file: undefined, scripts: [readScript('1')] } });
}

/** That a domain is left out was said already. */
const withNumbers = (settings: Settings): Settings => {
  const [common, ...others] = DRILLED_NUMBERS;
  return {
    ...settings,
    domain: null,
    websocketUri: null,
    callerNumber: common.number,
    person: personOf(common),
    numbers: Object.fromEntries(
      [...others, CUSTOMERS].map((each) => [each.number, { flow: each.flow, person: personOf(each) }]),
    ),
  };
};

const personOf = ({ person: phone }: DrilledNumber) =>
  ({ phone, sip: `sip:${phone}@pbx.example.com`, answersBy: 'phone', lines: null }) as const;
