import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FloodOrder, FloodReport } from './flood.ts';

const PROCESS_FILE = fileURLToPath(new URL('./flood-process.ts', import.meta.url));

export interface RunningFlood {
  /** Waits until the flood has ended by itself. @throws if its process ends before */
  readonly ended: () => Promise<FloodReport>;
  /** Ends it earlier; `ended` then resolves once every request has its answer. */
  readonly stop: () => void;
}

/** Resolves when the first request has been answered. @throws when the flood's process cannot start */
export async function startFlood(order: FloodOrder): Promise<RunningFlood> {
  const child = fork(PROCESS_FILE, [], { execArgv: [], env: {}, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
  let stderr = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const started = Promise.withResolvers<undefined>();
  const report = Promise.withResolvers<FloodReport>();
  child.on('message', (message: 'flooding' | FloodReport) => {
    if (message === 'flooding') started.resolve(undefined);
    else report.resolve(message);
  });
  const ended = new Promise<void>((resolve) => {
    child.once('close', (code, signal) => {
      // Rejecting has no effect on a promise that is already resolved.
      const lost = new Error(
        `Expected a report of the flood's process; found that it ended (${signal ?? `exit code ${code}`}): ${stderr.trim()}`,
      );
      started.reject(lost);
      report.reject(lost);
      resolve();
    });
  });
  // The error is thrown when the fault is undone.
  report.promise.catch(() => undefined);
  child.send(order);
  await started.promise;
  return {
    stop: () => {
      // It may have ended by itself.
      if (child.connected) child.send('stop');
    },
    ended: async () => {
      const found = await report.promise;
      await ended;
      return found;
    },
  };
}
