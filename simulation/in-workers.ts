import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Io } from '../cli/kit/io.ts';
import { createProgress } from '../cli/kit/progress.ts';
import { sum } from './coverage.ts';
import { type Played, together } from './play-calls.ts';
import type { WorkerOrder } from './worker.ts';

/** More of them than cores play no faster. */
const MOST_WORKERS = 4;

/** Plays all calls, shared out among as many threads as there are cores. */
export async function inWorkers(
  order: Omit<WorkerOrder, 'worker' | 'workers'>,
  { stderr, nowMs, signal }: Pick<Io, 'stderr' | 'nowMs' | 'signal'>,
): Promise<Played> {
  const workers = Math.min(availableParallelism(), MOST_WORKERS, order.calls);
  const progress = createProgress(stderr, nowMs);
  let done = 0;
  const onPlayed = (calls: number): void => {
    done += calls;
    progress('Playing', done / order.calls);
  };
  const running: Worker[] = [];
  const stop = (): void => void running.map((each) => each.terminate());
  signal.addEventListener('abort', stop);
  try {
    const parts = await Promise.all(
      Array.from({ length: workers }, (_, worker) =>
        played({ ...order, worker, workers }, running, onPlayed),
      ),
    );
    return together(parts, sum(parts.map(({ met }) => met)));
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}

/** @throws as the worker does, or where it ends early */
function played(order: WorkerOrder, running: Worker[], onPlayed: (calls: number) => void): Promise<Played> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { workerData: order });
    running.push(worker);
    worker.on('message', (said: { readonly played?: number; readonly result?: Played }) => {
      if (said.played !== undefined) onPlayed(said.played);
      if (said.result !== undefined) resolve(said.result);
    });
    worker.once('error', reject);
    worker.once('exit', () =>
      reject(new Error('Expected all calls to be played; found that the simulation was stopped.')),
    );
  });
}
