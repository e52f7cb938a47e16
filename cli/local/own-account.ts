import { calledNumbers } from '../../contracts/settings/called-numbers.ts';
import { ownSettings } from '../../contracts/settings/own-settings.ts';
import { flowsOf, isForwarding, readOwnFlows } from '../kit/application-flows.ts';
import { CommandError } from '../kit/command-error.ts';
import type { Account } from './start-vonage.ts';

/** An account that has what the settings name; the applications of a call flow that forwards are on the server that it forwards to. */
export async function ownAccount(): Promise<Account> {
  const settings = ownSettings();
  const flows = await readOwnFlows();
  const serverOf = (id: string) =>
    flows instanceof CommandError ? undefined : flowsOf(id, flows, settings).find(isForwarding)?.forward;
  return {
    applications: new Map(
      settings.vonage.applicationIds.map((id) => id.toLowerCase()).map((id) => [id, serverOf(id)]),
    ),
    numbers: calledNumbers(settings).map(({ number }) => number),
  };
}
