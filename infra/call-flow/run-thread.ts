import { Worker } from 'node:worker_threads';

/** A thread has ended, or was ended, before it has said anything. */
export class ThreadError extends Error {
  override readonly name = 'ThreadError';
}

/**
 * What a module posts when it is run in a thread of its own, with this as its `workerData`. What it prints is dropped.
 * @throws ThreadError where it does not in time
 */
export async function runThread(file: string | URL, data: unknown, timeoutMs: number): Promise<unknown> {
  const worker = new Worker(file, {
    workerData: data,
    stdout: true,
    stderr: true,
    execArgv: ['--enable-source-maps'],
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    return await new Promise((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', (error) => reject(new ThreadError(String(error?.stack ?? error))));
      worker.once('exit', () => reject(new ThreadError('it ended the process')));
      timer = setTimeout(() => reject(new ThreadError(`it had not ended after ${timeoutMs} ms`)), timeoutMs);
    });
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
