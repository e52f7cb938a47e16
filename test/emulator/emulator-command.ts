import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { VonageEnvironment } from '../../cli/local/start-vonage.ts';
import type { EmulatorDescription } from '../../emulator/emulator.ts';

const VVF = fileURLToPath(new URL('../../vvf.mjs', import.meta.url));

export interface RunningCommand {
  readonly child: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** What `npm run local` runs. */
export function emulatorCommand(...args: string[]): RunningCommand {
  const child = spawn(process.execPath, [VVF, 'local', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const ended = new Promise<number | string>((resolve) =>
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'nothing')),
  );
  return { child, output, ended };
}

export type PrintedEmulator = EmulatorDescription & { readonly environment: VonageEnvironment };

/** The one line of `--json`. */
export async function firstLine({ child, output, ended }: RunningCommand): Promise<PrintedEmulator> {
  const line = new Promise<void>((resolve) => {
    const look = () => {
      if (output.stdout.includes('\n')) resolve();
    };
    child.stdout?.on('data', look);
    look();
  });
  await Promise.race([line, ended]);
  if (!output.stdout.includes('\n')) throw new Error(`npm run local ended without a line: ${output.stderr}`);
  return JSON.parse(output.stdout.split('\n')[0] ?? '') as PrintedEmulator;
}
