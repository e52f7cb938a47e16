import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError } from '../kit/command-error.ts';
import { InterruptedError } from './interrupted.ts';

const VVF = fileURLToPath(new URL('../../vvf.mjs', import.meta.url));

/** How the local system is started. */
export interface WorldChoice {
  /** Undefined: synthesize. */
  readonly assembly: string | undefined;
  /** Name of the row whose assumption is broken. */
  readonly broken: string | undefined;
}

/** Who connects from there is a stranger in that world (an address for documentation, RFC 5737). */
export const OUTSIDE_ADDRESS = '127.0.7.1';
const STRANGER = '203.0.113.9';

/**
 * Starts `npm run local`, does the work with its outputs file, and stops it, whatever happens. The world is a process of its
 * own that ends when this one does, however it ends.
 * @throws CommandError where it does not start; InterruptedError
 */
export async function withWorld<T>(
  choice: WorldChoice,
  signal: AbortSignal,
  work: (outputsFile: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'voice-failover-smoke-'));
  const outputs = join(folder, 'outputs.json');
  const child = spawn(process.execPath, [VVF, 'local', ...worldArgs(choice, outputs)], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  try {
    await untilReady(child, signal);
    return await work(outputs);
  } finally {
    child.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

const worldArgs = ({ assembly, broken }: WorldChoice, outputs: string): readonly string[] => [
  ...['--json', '--outputs', outputs, '--address', `${OUTSIDE_ADDRESS}=${STRANGER}`],
  ...(assembly === undefined ? ['--drillable'] : ['--assembly', assembly]),
  ...(broken === undefined ? [] : ['--break', broken]),
];

/** It prints one line once all is there. */
function untilReady({ stdout, stderr }: ChildProcess, signal: AbortSignal): Promise<void> {
  let said = '';
  stderr?.setEncoding('utf8').on('data', (text: string) => (said += text));
  return new Promise((resolve, reject) => {
    const interrupt = (): void => reject(new InterruptedError());
    signal.addEventListener('abort', interrupt, { once: true });
    if (signal.aborted) interrupt();
    stdout?.setEncoding('utf8').on('data', (text: string) => {
      if (text.includes('\n')) resolve();
    });
    stdout?.once('close', () => reject(new CommandError(`The local system did not start: ${said.trim()}`)));
  });
}
