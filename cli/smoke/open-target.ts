import { setTimeout as sleep } from 'node:timers/promises';
import { parseSettings } from '../../contracts/function-settings.ts';
import type { FunctionSettings } from '../../contracts/function-settings.ts';
import { TIMEOUTS } from '../../contracts/settings/timeouts.ts';
import {
  distributionsOf,
  regionalOutputs,
  staticFallbackUrlOf,
  staticOutputs,
} from '../../contracts/outputs.ts';
import type { OutputsFile, RegionalOutputs } from '../../contracts/outputs.ts';
import { askedOf } from '../kit/asked-of.ts';
import { CommandError } from '../kit/command-error.ts';
import { journalLocation } from '../journal/journal-location.ts';
import { secretLocation } from '../rotate/secret-location.ts';
import { secretInSecretsManager } from '../rotate/secrets-manager.ts';
import { createAsk } from './ask.ts';
import { lambdaOptions } from './aws/endpoint.ts';
import { functionControl } from './aws/function-control.ts';
import type { FunctionControl } from './aws/function-control.ts';
import { journalObjects } from './aws/journal-objects.ts';
import { ownSecretsIn } from './aws/own-secrets.ts';
import { notCheckedUnless } from './aws/not-checked-unless.ts';
import { createFaults } from './faults/create-faults.ts';
import { mustBeServed } from './ip-allow-list.ts';
import { once } from './once.ts';
import { NotCheckedError } from './finding.ts';
import type { Target } from './target.ts';
import { npmRun } from '../kit/npm-run.ts';

export interface Opening {
  readonly outputs: OutputsFile;
  /** The AWS region whose distribution and API are checked; undefined: the secondary. */
  readonly regionName: string | undefined;
  /** An address of this machine outside the IP allow list. */
  readonly outsideAddress: string | undefined;
  readonly signal: AbortSignal;
  readonly tell: (line: string) => void;
}

/** The deployment that an outputs file names. Sends no request yet. @throws CommandError */
export function openTarget({ outputs, regionName, outsideAddress, signal, tell }: Opening): Target {
  const region = regionOf(outputs, regionName);
  const ask = createAsk(signal, outsideAddress);
  const control = functionControl(region.FallbackFunctionName, lambdaOptions(region));
  const waiting = { nowMs: Date.now, pause: (ms: number) => sleep(ms) };
  const target: Target = {
    ...waiting,
    region,
    ask,
    staticFallbackUrl: staticUrl(outputs),
    distributions: distributionsOf(region).map(({ url }) => ({
      url,
      staticUrl: staticFallbackUrlOf(outputs, url),
    })),
    timeouts: timeoutsOf(region).fallback,
    settings: once(() => settingsOf(control)),
    signatureSecret: once(() => secretOf(region)),
    hasOutside: outsideAddress !== undefined,
    ownSecrets: Object.values(regionalOutputs(outputs)).flatMap(ownSecretsIn),
    journal: journalObjects(region.Region, journalLocation(region.JournalUrl)),
    faults: createFaults({
      ...waiting,
      control,
      settings: () => target.settings(),
      ask,
      askToTheEnd: createAsk(new AbortController().signal, outsideAddress),
      fallbackDirectUrl: region.FallbackDirectUrl,
      mustBeServed: () => mustBeServed(target),
      tell,
    }),
  };
  return target;
}

/** The secondary by default: Vonage sends callers to its distribution when the primary fails. */
function regionOf(outputs: OutputsFile, name: string | undefined): RegionalOutputs {
  const { primary, secondary } = regionalOutputs(outputs);
  if (name === undefined) return secondary;
  const found = [primary, secondary].find(({ Region }) => Region === name);
  if (found !== undefined) return found;
  throw new CommandError(
    `--region: expected ${primary.Region} or ${secondary.Region}, as in the outputs; found "${name}".`,
  );
}

function staticUrl(outputs: OutputsFile): string {
  try {
    return staticOutputs(outputs).StaticFallbackUrl;
  } catch (error) {
    throw new CommandError((error as Error).message);
  }
}

function timeoutsOf({ TimeoutsName: name }: RegionalOutputs) {
  if (name === 'shipped' || name === 'tight' || name === 'guarded') return TIMEOUTS[name];
  throw new CommandError(
    `Expected TimeoutsName in the outputs to be one of ${Object.keys(TIMEOUTS).join(', ')}, found "${name}".`,
  );
}

/** The deployed function's settings; the local files may have changed since. */
async function settingsOf(control: FunctionControl): Promise<FunctionSettings> {
  const { values } = await control.variables();
  return notCheckedUnless(
    `the settings of ${control.name}`,
    Promise.resolve().then(() => parseSettings(values['SETTINGS'] ?? '')),
    { region: control.region },
  );
}

async function secretOf(region: RegionalOutputs): Promise<string> {
  const location = secretLocation(region);
  const { secrets } = await notCheckedUnless(
    'secretsmanager:GetSecretValue',
    secretInSecretsManager(location).read(),
    askedOf(location),
  );
  if (secrets.current !== null) return secrets.current;
  throw new NotCheckedError(
    `the region's secret is still the placeholder: ${npmRun('rotate stage', '--apply')}`,
  );
}
