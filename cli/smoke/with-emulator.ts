import { join } from 'node:path';
import type { OutputsFile } from '../../contracts/outputs.ts';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import { CommandError } from '../kit/command-error.ts';
import { RunningEmulator } from '../local/running-emulator.ts';
import { synthesizeApart } from '../local/synthesize-apart.ts';
import { InterruptedError } from './interrupted.ts';

/** How the local system is started. */
export interface EmulatorChoice {
  /** A cloud assembly; undefined: synthesize one. */
  readonly assembly: string | undefined;
  /** Name of the row whose assumption is broken. */
  readonly broken: string | undefined;
}

/** Connections from 127.0.7.1 appear to come from 203.0.113.9 (RFC 5737, documentation), outside the allow list. */
export const OUTSIDE_ADDRESS = '127.0.7.1';
const OUTSIDE_SOURCE = '203.0.113.9';

/**
 * Starts the emulator, does the work with its outputs, and stops it in every case.
 * @throws CommandError if it does not start; InterruptedError
 */
export async function withEmulator<T>(
  choice: EmulatorChoice,
  signal: AbortSignal,
  work: (outputs: OutputsFile) => Promise<T>,
): Promise<T> {
  // The emulator runs bundles from this folder until it stops.
  const { folder, remove } = temporaryFolder('smoke');
  let running: RunningEmulator | undefined;
  try {
    running = await start(choice, join(folder, 'assembly'), signal);
    if (signal.aborted) throw new InterruptedError();
    return await work(running.emulator.outputs);
  } finally {
    await running?.stop();
    remove();
  }
}

async function start(
  { assembly, broken }: EmulatorChoice,
  outDir: string,
  signal: AbortSignal,
): Promise<RunningEmulator> {
  try {
    if (assembly === undefined) await synthesizeApart({ drillable: true, outDir }, signal);
    return await RunningEmulator.start(assembly ?? outDir, {
      conditions: { addresses: { [OUTSIDE_ADDRESS]: OUTSIDE_SOURCE } },
      broken,
      onNote: () => undefined,
    });
  } catch (error) {
    if (signal.aborted) throw new InterruptedError();
    throw new CommandError(`The local system did not start: ${(error as Error).message}`);
  }
}
