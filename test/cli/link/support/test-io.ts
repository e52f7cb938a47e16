import type { Io } from '../../../../cli/kit/io.ts';

export interface TestIo {
  readonly io: Io;
  /** What was written so far, and forgotten with it. */
  readonly take: () => { readonly stdout: string; readonly stderr: string };
  /** Pauses asked for so far, ms; none of them is waited for. */
  readonly pausesMs: readonly number[];
  /** Where the command keeps what nobody takes of its output. */
  readonly unprintedTo: () => string | undefined;
  readonly interrupt: () => void;
}

const START_MS = Date.parse('2026-01-01T12:00:00.000Z');

/**
 * A terminal of the test: pauses take no time but a turn, unless `pause` says otherwise, and the clock goes forward by them
 * alone, unless `nowMs` does.
 */
export function testIo({
  env = {},
  answer,
  pause = () => new Promise((resolve) => setImmediate(resolve)),
  fetch = globalThis.fetch,
  nowMs,
  lateMs = 0,
}: {
  readonly env?: Io['env'];
  /** What is typed when asked; may do something first. Default: there is no terminal. */
  readonly answer?: (question: string) => string | Promise<string>;
  readonly pause?: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly fetch?: typeof globalThis.fetch;
  readonly nowMs?: () => number;
  /** How much later than any other terminal's the clock begins. */
  readonly lateMs?: number;
} = {}): TestIo {
  let stdout = '';
  let stderr = '';
  const pausesMs: number[] = [];
  let unprintedTo: string | undefined;
  const paused = (): number => pausesMs.reduce((sum, ms) => sum + ms, 0);
  const interrupted = new AbortController();
  return {
    pausesMs,
    unprintedTo: () => unprintedTo,
    interrupt: () => interrupted.abort(),
    take() {
      const taken = { stdout, stderr };
      stdout = '';
      stderr = '';
      return taken;
    },
    io: {
      env,
      stdout: (text) => void (stdout += `${text}\n`),
      stderr: (text) => void (stderr += `${text}\n`),
      terminal: { write: (text) => void (stdout += text) },
      ask: answer === undefined ? undefined : async (question) => answer(question),
      nowMs: nowMs ?? (() => START_MS + lateMs + paused()),
      keepUnprinted: (file) => void (unprintedTo = file),
      fetch,
      pause(ms, signal) {
        pausesMs.push(ms);
        return pause(ms, signal);
      },
      signal: interrupted.signal,
    },
  };
}
