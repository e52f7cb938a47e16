import { EnvironmentError, SettingsError } from '../../contracts/settings/settings-error.ts';
import { AssemblyError, NotEmulatedError } from '../../emulator/assembly/assembly-error.ts';
import { ApplicationError } from '../../emulator/outside/start-application.ts';
import { FrozenIdsError } from '../../infra/frozen-ids/frozen-ids.ts';
import { CallFlowError } from '../../infra/call-flow-error.ts';
import { StaticNccoError } from '../../infra/static-tier/static-ncco-error.ts';

/** Something that the user of a command can fix: expected, found, what to do. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
}

const FOR_PEOPLE = [
  ApplicationError,
  AssemblyError,
  CommandError,
  EnvironmentError,
  FrozenIdsError,
  NotEmulatedError,
  SettingsError,
  CallFlowError,
  StaticNccoError,
] as const;

/** Whether its message says all; any other error is a defect, and needs its stack. */
export const isForPeople = (error: unknown): error is Error =>
  FOR_PEOPLE.some((kind) => error instanceof kind);
