import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { PROJECT } from '../kit/folders.ts';

/** A Node program of the project, or of its packages. */
export interface Child {
  /** The script and its arguments. */
  readonly args: readonly string[];
  /** Besides this process's own. */
  readonly env?: Readonly<Record<string, string>>;
  /** Each line that it writes, to either stream. */
  readonly onLine: (line: string) => void;
  /** Interrupts it as Ctrl-C does; its end is waited for. */
  readonly signal: AbortSignal;
  /** A terminal that closes does not end it. */
  readonly outlivesTerminal?: boolean;
}

/** Runs it in the project's folder, with the Node that runs this; resolves with its exit code. */
export async function runChild({
  args,
  env = {},
  onLine,
  signal,
  outlivesTerminal = false,
}: Child): Promise<number> {
  const child = spawn(process.execPath, args, {
    cwd: PROJECT,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // In a group of its own it gets no signal of the terminal.
    detached: outlivesTerminal,
  });
  // A terminal sends Ctrl-C to a child of its group too; a signal to this process alone must be forwarded.
  const interrupt = (): void => void child.kill('SIGINT');
  signal.addEventListener('abort', interrupt);
  if (signal.aborted) interrupt();
  try {
    const ended = new Promise<number>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? 1));
    });
    for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', onLine);
    return await ended;
  } finally {
    signal.removeEventListener('abort', interrupt);
  }
}
