import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputsFile } from '../../contracts/outputs.ts';
import { CommandError } from '../kit/command-error.ts';
import { RunningEmulator } from '../local/running-emulator.ts';
import { synthesizeApart } from '../local/synthesize-apart.ts';
import { InterruptedError } from './interrupted.ts';

/** How the local system is started. */
export interface EmulatorChoice {
  /** Undefined: synthesize. */
  readonly assembly: string | undefined;
  /** Name of the row whose assumption is broken. */
  readonly broken: string | undefined;
}

/** Connections from there appear to come from outside the allow list (an address for documentation, RFC 5737). */
export const OUTSIDE_ADDRESS = '127.0.7.1';
const OUTSIDE_SOURCE = '203.0.113.9';

/**
 * Starts the emulator, does the work with the outputs of what it runs, and stops it, whatever happens.
 * @throws CommandError where it does not start; InterruptedError
 */
export async function withEmulator<T>(
  choice: EmulatorChoice,
  signal: AbortSignal,
  work: (outputs: OutputsFile) => Promise<T>,
): Promise<T> {
  // Bundles run from there for as long as the emulator lives.
  const folder = mkdtempSync(join(tmpdir(), 'voice-failover-smoke-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  process.once('exit', remove);
  let running: RunningEmulator | undefined;
  try {
    running = await start(choice, join(folder, 'assembly'), signal);
    if (signal.aborted) throw new InterruptedError();
    return await work(running.emulator.outputs);
  } finally {
    await running?.stop();
    remove();
    process.off('exit', remove);
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
