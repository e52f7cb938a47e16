import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Started } from './cold-start.ts';
import type { ProxyEvent } from './requests.ts';

/** What a warm environment does for one request, ms of the processor. */
export interface WarmWork {
  /** The whole handler. */
  readonly handlerMs: number;
  /** verifySignature of @vonage/jwt, JSON.parse and JSON.stringify of the same request: the least that a webhook must do. */
  readonly leastMs: number;
}

/** What the process is sent. */
export interface WarmTask {
  /** Its file. */
  readonly bundle: string;
  /** Signed. */
  readonly event: ProxyEvent;
  readonly signatureSecret: string;
  readonly turns: number;
}

export interface WarmEnvironment {
  /** Measures so many turns of both. */
  measure(turns: number): Promise<WarmWork>;
  stop(): Promise<void>;
}

const PROCESS = fileURLToPath(new URL('./warm-process.ts', import.meta.url));

/** A process in which the handler of a bundle serves the same request again and again. */
export function startWarm({ folder, variables, request }: Started, signatureSecret: string): WarmEnvironment {
  const child = fork(PROCESS, [], {
    env: variables,
    execArgv: [],
    // Log lines are part of the work, and nobody reads them.
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = once(child, 'close');
  return {
    async measure(turns) {
      const task = { bundle: `${folder}/index.cjs`, event: request(), signatureSecret, turns };
      child.send(task);
      const gone = ended.then(() => {
        throw new Error('The process that serves warm requests has ended.');
      });
      const [work] = (await Promise.race([once(child, 'message'), gone])) as [WarmWork];
      return work;
    },
    async stop() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
