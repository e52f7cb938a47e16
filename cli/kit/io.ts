import { createInterface } from 'node:readline/promises';
import { setTimeout as after } from 'node:timers/promises';
import { INTERRUPTED, interruption } from './interruption.ts';
import { CommandError } from './command-error.ts';
import { printableLines } from './printable.ts';
import { createPrinter } from './printer.ts';

/** The part of a terminal (or a file) that a display of its own needs. */
export interface Terminal {
  readonly isTTY?: boolean;
  /** 0 if unknown. */
  readonly columns?: number;
  write(text: string): unknown;
}

/**
 * What a command may touch of the emulator outside: everything comes through here, so that a test is one call with plain
 * values.
 */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** One or more lines of the result, for people or programs; like stderr, whatever is in it does nothing to a terminal. */
  readonly stdout: (text: string) => void;
  /** One or more lines beside the result: progress, warnings, errors. */
  readonly stderr: (text: string) => void;
  /** Standard output as it is, for colours and a line that is rewritten: what others have written is made printable before. */
  readonly terminal: Terminal;
  /**
   * Before its first write a command says where to append what cannot be printed of its output, so far and from now on. From then on
   * a terminal that closes does not stop it: what is begun is ended, and read back.
   */
  readonly keepUnprinted: (file: string) => void;
  /** Resolves with the line typed; undefined without a terminal. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly nowMs: () => number;
  readonly fetch: typeof globalThis.fetch;
  /** Resolves after so many ms; rejects as soon as `signal` is aborted. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Aborted by the first Ctrl-C; the second one ends the process. */
  readonly signal: AbortSignal;
}

/** The terminal of this process. Ctrl-C ends it as it ends any process, until the command asks for the signal. */
export function terminalIo(): Io {
  let interrupted: AbortSignal | undefined;
  let isWriting = false;
  const signal = (): AbortSignal =>
    (interrupted ??= interruption(
      INTERRUPTED,
      () => undefined,
      () => isWriting,
    ));
  const ask = async (question: string): Promise<string> => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    // The interface takes Ctrl-C for itself.
    lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    // Ctrl-D answers nothing.
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    try {
      return await Promise.race([lines.question(printableLines(question), { signal: signal() }), ended]);
    } finally {
      lines.close();
    }
  };
  const { printTo, keepUnprinted } = createPrinter();
  return {
    env: process.env,
    stdout: printTo(process.stdout),
    stderr: printTo(process.stderr),
    terminal: process.stdout,
    keepUnprinted(file) {
      isWriting = true;
      process.on('SIGHUP', () => undefined);
      keepUnprinted(file);
    },
    ask: process.stdin.isTTY && process.stderr.isTTY ? ask : undefined,
    nowMs: Date.now,
    fetch: globalThis.fetch,
    pause: (ms, until) => after(ms, undefined, until ? { signal: until } : {}),
    get signal() {
      return signal();
    },
  };
}

export const YES_FLAG = { type: 'boolean', help: 'do not ask for confirmation' } as const;

/** Whether the user confirms; `--yes` confirms in advance. @throws CommandError without a terminal */
export async function confirm(
  { ask }: Pick<Io, 'ask'>,
  isYes: boolean | undefined,
  question: string,
): Promise<boolean> {
  if (isYes === true) return true;
  if (ask === undefined)
    throw new CommandError(
      'Expected a terminal to ask for confirmation, found none. Nothing was written. Add --yes to confirm in advance.',
    );
  const answer = await ask(`${question} Type "yes" to confirm: `);
  return answer.trim().toLowerCase() === 'yes';
}
