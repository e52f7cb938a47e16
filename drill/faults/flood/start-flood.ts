import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FloodOrder, FloodReport } from './flood.ts';

const PROCESS_FILE = fileURLToPath(new URL('./flood-process.ts', import.meta.url));

export interface RunningFlood {
  /** Waits until the flood has ended by itself. @throws when its process died before */
  readonly ended: () => Promise<FloodReport>;
  /** Ends it earlier: `ended` resolves once every request has its answer. */
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
      // Whoever was told already does not mind.
      const lost = new Error(
        `The flood's process ended (${signal ?? `exit code ${code}`}): ${stderr.trim()}`,
      );
      started.reject(lost);
      report.reject(lost);
      resolve();
    });
  });
  // It is asked for when the fault is undone.
  report.promise.catch(() => undefined);
  child.send(order);
  await started.promise;
  return {
    stop: () => {
      // It may have ended by itself.
      if (child.connected) child.send('stop');
    },
    ended: async () => {
      const told = await report.promise;
      await ended;
      return told;
    },
  };
}
