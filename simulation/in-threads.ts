import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** Without a limit a thread lets its garbage grow to several times what it needs. */
const MEMORY = { maxOldGenerationSizeMb: 256, maxYoungGenerationSizeMb: 64 };

/** More of them than cores play no faster. */
const MOST_THREADS = 4;

/** How many threads share this many tasks. */
export const threadsFor = (tasks: number): number => Math.min(availableParallelism(), MOST_THREADS, tasks);

/** What a thread sends: how many tasks it has done since it last said so, and at the end its result. */
export interface Said<Result> {
  readonly done?: number;
  readonly result?: Result;
}

/**
 * Starts a thread for each order, which it finds in `workerData`.
 * @returns the results in their order
 * @throws as a thread does, or where one ends early
 */
export async function inThreads<Order, Result>(
  file: URL,
  orders: readonly Order[],
  onDone: (tasks: number) => void,
  signal: AbortSignal,
): Promise<readonly Result[]> {
  const running: Worker[] = [];
  const stop = (): void => void running.map((each) => each.terminate());
  signal.addEventListener('abort', stop);
  try {
    return await Promise.all(
      orders.map(
        (order) =>
          new Promise<Result>((resolve, reject) => {
            const worker = new Worker(file, { workerData: order, resourceLimits: MEMORY });
            running.push(worker);
            worker.on('message', ({ done, result }: Said<Result>) => {
              if (done !== undefined) onDone(done);
              if (result !== undefined) resolve(result);
            });
            worker.once('error', reject);
            worker.once('exit', () =>
              reject(new Error('Expected all calls to be played; found that the simulation was stopped.')),
            );
          }),
      ),
    );
  } finally {
    signal.removeEventListener('abort', stop);
    stop();
  }
}
