/**
 * What a command may touch of the world outside: everything comes through here, so that a test is one call with plain
 * values.
 */
export interface Io {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** One or more lines of the result, for people or programs. */
  readonly stdout: (text: string) => void;
  /** One or more lines beside the result: progress, warnings, errors. */
  readonly stderr: (text: string) => void;
  /** Resolves with the line typed; undefined where nobody can answer (no terminal). */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  readonly nowMs: () => number;
  readonly fetch: typeof globalThis.fetch;
  /** Resolves after so many ms; rejects as soon as `signal` is aborted. */
  readonly pause: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Aborted by the first Ctrl-C; the second one ends the process. */
  readonly signal: AbortSignal;
}

/** One word after `npm run link --`. */
export interface Command {
  readonly name: string;
  /** One line for the overview. */
  readonly summary: string;
  /** All that `--help` shows: flags, files, environment, exit codes. */
  readonly help: string;
  /**
   * Resolves with the exit code.
   * @throws CommandError: something that whoever called can put right; exit code 1
   */
  readonly run: (args: string[], io: Io) => Promise<number>;
}
