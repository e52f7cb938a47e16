import { createInterface } from 'node:readline/promises';
import { setTimeout as after } from 'node:timers/promises';
import type { Io } from '../link/commands/command.ts';
import { INTERRUPTED, interruption } from './interruption.ts';

/** The terminal of this process. */
export function terminalIo(): Io {
  const signal = interruption(INTERRUPTED);
  const ask = async (question: string): Promise<string> => {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    // The interface takes Ctrl-C for itself.
    lines.on('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    // Ctrl-D answers nothing.
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
    try {
      return await Promise.race([lines.question(question, { signal }), ended]);
    } finally {
      lines.close();
    }
  };
  const line = (text: string): string => (text.endsWith('\n') ? text : `${text}\n`);
  return {
    env: process.env,
    stdout: (text) => process.stdout.write(line(text)),
    stderr: (text) => process.stderr.write(line(text)),
    ask: process.stdin.isTTY && process.stderr.isTTY ? ask : undefined,
    nowMs: Date.now,
    fetch: globalThis.fetch,
    pause: (ms, until) => after(ms, undefined, until ? { signal: until } : {}),
    signal,
  };
}
