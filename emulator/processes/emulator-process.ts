import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { SETTLE } from './messages.ts';
import type { Calls, FromProcess, News, ToProcess } from './messages.ts';

const STOP_LIMIT_MS = 3_000;
const STDERR_KEPT = 4_000;

export interface EmulatorProcessOptions {
  /** For people: `the primary region`. */
  readonly name: string;
  readonly file: URL;
  readonly config: unknown;
  readonly onNews: (news: News) => void;
  /** It ended without having been stopped. */
  readonly onLost: (detail: string) => void;
}

/** A process of the emulator, as the main process sees it. */
export interface EmulatorProcess<C extends Calls> {
  readonly name: string;
  call<N extends keyof C & string>(name: N, ...args: Parameters<C[N]>): Promise<Awaited<ReturnType<C[N]>>>;
  /** Resolves when all that it has reported so far has arrived; at once where it has ended. */
  settled(): Promise<void>;
  /** Ends it and everything it started. Safe to call twice. */
  stop(): Promise<void>;
}

/** @throws when it cannot start, with its reason */
export async function startEmulatorProcess<C extends Calls>(
  options: EmulatorProcessOptions,
): Promise<EmulatorProcess<C>> {
  const child = fork(fileURLToPath(options.file), [], {
    execArgv: [],
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const waiting = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const grandchildren = new Set<number>();
  let stderr = '';
  let lastId = 0;
  let isStopping = false;
  let hasEnded = false;
  let settleStart: (problem?: string) => void = () => undefined;

  const send = (message: ToProcess) => child.connected && child.send(message, () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.once('exit', (code, signal) => {
      hasEnded = true;
      // What it started must not outlive it, not even when it was killed.
      for (const pid of grandchildren) killQuietly(pid);
      const detail = `${options.name} ended (${signal ?? `exit code ${code}`})${stderr ? `: ${stderr.trim()}` : ''}`;
      for (const { reject } of waiting.values()) reject(new Error(detail));
      waiting.clear();
      settleStart(detail);
      resolve();
      if (!isStopping) options.onLost(detail);
    });
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr = (stderr + text).slice(-STDERR_KEPT);
  });
  child.on('message', (message: FromProcess) => {
    switch (message.type) {
      case 'ready':
        return settleStart();
      case 'failed':
        return settleStart(message.message);
      case 'result':
        waiting.get(message.id)?.resolve(message.value as never);
        return void waiting.delete(message.id);
      case 'error':
        waiting.get(message.id)?.reject(new Error(message.message));
        return void waiting.delete(message.id);
      case 'news':
        if (message.news.kind !== 'life') return options.onNews(message.news);
        return void (message.news.alive
          ? grandchildren.add(message.news.pid)
          : grandchildren.delete(message.news.pid));
    }
  });
  const stop = async () => {
    isStopping = true;
    if (hasEnded) return;
    send({ type: 'stop' });
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    await ended;
    clearTimeout(timer);
  };

  const problem = await new Promise<string | undefined>((resolve) => {
    settleStart = resolve;
    send({ type: 'start', config: options.config });
  });
  if (problem !== undefined) {
    await stop();
    throw new Error(`Cannot start ${options.name}: ${problem}`);
  }
  const ask = <Value>(name: string, args: readonly unknown[]): Promise<Value> =>
    new Promise((resolve, reject) => {
      if (hasEnded || isStopping)
        return reject(new Error(`${options.name} has ended: "${name}" cannot be done.`));
      const id = ++lastId;
      waiting.set(id, { resolve, reject });
      send({ type: 'call', id, name, args });
    });
  return {
    name: options.name,
    call: (name, ...args) => ask(name, args),
    settled: () =>
      ask(SETTLE, [])
        .then(Boolean, Boolean)
        .then(() => undefined),
    stop,
  };
}

function killQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended already.
  }
}
