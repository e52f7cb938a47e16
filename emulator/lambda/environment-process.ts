import { fork, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { OutsideHosts } from '../outside/outside-hosts.ts';
import { waitedForACoreMs } from '../processes/cpu-waits.ts';
import type { Environment, Invocation } from './environment.ts';

const HOST_FILE = fileURLToPath(new URL('./environment-host.mjs', import.meta.url));
/** Lambda ends an environment whose init phase takes longer. */
const INIT_LIMIT_MS = 10_000;

export interface EnvironmentProcessOptions {
  readonly codeDirectory: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** Ports of hosts outside AWS; undefined: the machine's own network. */
  readonly outsidePorts?: OutsideHosts['ports'] | undefined;
  /** How much its time of day is ahead, ms; asked at its start and at each invocation. Default: not at all. */
  readonly aheadMs?: () => number;
  readonly onOutput: (text: string) => void;
  /** Reports the process, so that another one can kill it if this process cannot. */
  readonly onLife: (pid: number, alive: boolean) => void;
}

type HostMessage =
  | { readonly type: 'ready' | 'started' }
  | { readonly type: 'returned'; readonly json: string }
  | { readonly type: 'threw' | 'init-failed'; readonly errorType: string; readonly errorMessage: string };

const living = new Set<EnvironmentProcess>();
process.on('exit', () => {
  for (const environment of living) environment.kill();
});

/** Resolves when every environment's process has ended, so that none is left for init to bury. */
export async function allEnded(): Promise<void> {
  await Promise.all([...living].map((environment) => environment.ended));
}

/** One process that runs a bundle, one invocation at a time, and is frozen between invocations. */
export class EnvironmentProcess implements Environment {
  readonly #child: ChildProcess;
  readonly #timeoutMs: number;
  readonly #aheadMs: () => number;
  readonly ready: Promise<string | undefined>;
  readonly ended: Promise<void>;
  #isAlive = true;
  #isKilled = false;
  #isFrozen = false;
  #isReleased = false;
  #waitedMs = 0;
  #onMessage: (message: HostMessage) => void = () => undefined;
  #onEnd: (detail: string) => void = () => undefined;

  constructor(options: EnvironmentProcessOptions) {
    this.#timeoutMs = options.timeoutMs;
    const { outsidePorts, aheadMs = () => 0 } = options;
    this.#aheadMs = aheadMs;
    const startsAheadMs = aheadMs();
    const isPlain = outsidePorts === undefined && startsAheadMs === 0;
    const conditions = JSON.stringify({ outsidePorts, aheadMs: startsAheadMs });
    // As in Lambda, the bundle sees no arguments.
    const child = fork(HOST_FILE, isPlain ? [] : [conditions], {
      cwd: options.codeDirectory,
      env: { ...options.variables },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#child = child;
    living.add(this);
    const pid = child.pid;
    if (pid !== undefined) options.onLife(pid, true);
    child.stdout?.setEncoding('utf8').on('data', options.onOutput);
    child.stderr?.setEncoding('utf8').on('data', options.onOutput);
    child.on('message', (message: HostMessage) => this.#onMessage(message));
    const gone = Promise.withResolvers<undefined>();
    this.ended = gone.promise;
    const ended = (detail: string) => {
      if (!this.#isAlive) return;
      gone.resolve(undefined);
      this.#isAlive = false;
      living.delete(this);
      if (pid !== undefined) options.onLife(pid, false);
      this.#onEnd(detail);
    };
    child.once('error', (error) => ended(error.message));
    child.once('exit', (code, signal) => ended(`its process ended (${signal ?? `exit code ${code}`})`));
    this.ready = this.#init();
  }

  /** False as soon as it is being stopped; its process may end a little later. */
  get isAlive(): boolean {
    return this.#isAlive && !this.#isKilled;
  }

  get isIdle(): boolean {
    return this.#isFrozen && this.isAlive;
  }

  /** How long its process has waited for a core since it started, ms; what was read last once it is gone. */
  waitedMs(): number {
    const { pid } = this.#child;
    if (pid !== undefined && this.#isAlive) this.#waitedMs = waitedForACoreMs(pid) ?? this.#waitedMs;
    return this.#waitedMs;
  }

  #init(): Promise<string | undefined> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.kill();
        resolve(`its init took longer than ${INIT_LIMIT_MS} ms`);
      }, INIT_LIMIT_MS);
      const done = (problem?: string) => {
        clearTimeout(timer);
        resolve(problem);
      };
      this.#onEnd = (detail) => done(`${detail} while loading the bundle`);
      this.#onMessage = (message) => {
        if (message.type === 'ready') done();
        if (message.type === 'init-failed') done(`${message.errorType}: ${message.errorMessage}`);
      };
    });
  }

  invoke(event: unknown, onStarted: () => void): Promise<Invocation> {
    if (!this.isAlive) {
      return Promise.resolve({ kind: 'crashed', detail: 'its process had ended while it was frozen' });
    }
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.kill();
        done({ kind: 'timed-out', detail: `Task timed out after ${this.#timeoutMs / 1000} seconds` });
      }, this.#timeoutMs);
      const done = (invocation: Invocation) => {
        clearTimeout(timer);
        this.#onMessage = () => undefined;
        this.#onEnd = () => undefined;
        resolve(invocation);
      };
      this.#onEnd = (detail) => done({ kind: 'crashed', detail, released: this.#isReleased });
      this.#onMessage = (message) => {
        if (message.type === 'started') onStarted();
        if (message.type === 'returned') done({ kind: 'returned', value: JSON.parse(message.json) });
        if (message.type === 'threw')
          done({ kind: 'threw', detail: `${message.errorType}: ${message.errorMessage}` });
      };
      this.#isFrozen = false;
      this.#child.kill('SIGCONT');
      this.#child.send(
        {
          event,
          requestId: randomUUID(),
          deadlineMs: Date.now() + this.#timeoutMs,
          aheadMs: this.#aheadMs(),
        },
        // A closed channel is reported by the process's end.
        () => undefined,
      );
    });
  }

  hang(): void {
    this.#onMessage = () => undefined;
    this.#child.kill('SIGSTOP');
  }

  release(): void {
    this.#isReleased = true;
    this.kill();
  }

  crash(): void {
    this.#onMessage = () => undefined;
    this.kill();
  }

  freeze(): void {
    this.#isFrozen = true;
    if (this.#isAlive) this.#child.kill('SIGSTOP');
  }

  /** A frozen process takes no other signal. */
  kill(): void {
    this.waitedMs();
    this.#isKilled = true;
    this.#child.kill('SIGKILL');
  }
}
