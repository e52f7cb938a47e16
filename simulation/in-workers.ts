import type { Io } from '../cli/kit/io.ts';
import { createProgress } from '../cli/kit/progress.ts';
import { sum } from './coverage.ts';
import { inThreads, threadsFor } from './in-threads.ts';
import { type Played, together } from './play-calls.ts';
import type { WorkerOrder } from './worker.ts';

/** Plays all calls, shared out among as many threads as there are cores. */
export async function inWorkers(
  order: Omit<WorkerOrder, 'worker' | 'workers'>,
  { stderr, nowMs, signal }: Pick<Io, 'stderr' | 'nowMs' | 'signal'>,
): Promise<Played> {
  const workers = threadsFor(order.calls);
  const progress = createProgress(stderr, nowMs);
  let done = 0;
  const parts = await inThreads<WorkerOrder, Played>(
    new URL('./worker.ts', import.meta.url),
    Array.from({ length: workers }, (_, worker) => ({ ...order, worker, workers })),
    (calls) => {
      done += calls;
      progress('Playing', done / order.calls);
    },
    signal,
  );
  return together(parts, sum(parts.map(({ met }) => met)));
}
