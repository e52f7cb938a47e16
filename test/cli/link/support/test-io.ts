import type { Io } from '../../../../cli/kit/io.ts';

export interface TestIo {
  readonly io: Io;
  /** What was written so far, and forgotten with it. */
  readonly take: () => { readonly stdout: string; readonly stderr: string };
  /** Pauses asked for so far, ms; none of them is waited for. */
  readonly pausesMs: readonly number[];
  readonly interrupt: () => void;
}

/** A terminal of the test: pauses take no time but a turn, unless `pause` says otherwise. */
export function testIo({
  env = {},
  answer,
  pause = () => new Promise((resolve) => setImmediate(resolve)),
  fetch = globalThis.fetch,
  nowMs = () => Date.parse('2026-01-01T12:00:00.000Z'),
}: {
  readonly env?: Io['env'];
  /** What is typed when asked; may do something first. Default: there is no terminal. */
  readonly answer?: (question: string) => string | Promise<string>;
  readonly pause?: (ms: number, signal?: AbortSignal) => Promise<void>;
  readonly fetch?: typeof globalThis.fetch;
  readonly nowMs?: () => number;
} = {}): TestIo {
  let stdout = '';
  let stderr = '';
  const pausesMs: number[] = [];
  const interrupted = new AbortController();
  return {
    pausesMs,
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
      nowMs,
      fetch,
      pause(ms, signal) {
        pausesMs.push(ms);
        return pause(ms, signal);
      },
      signal: interrupted.signal,
    },
  };
}
