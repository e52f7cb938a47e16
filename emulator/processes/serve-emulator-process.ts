import type { TakeNote } from '../note.ts';
import { type Calls, type FromProcess, type News, SETTLE, type Tell, type ToProcess } from './messages.ts';
import { monotonicMs, watchCpuWaits } from './cpu-waits.ts';

export interface Running<C extends Calls> {
  readonly calls: C;
  /** Ends every child of this process and closes its listeners. */
  stop(): Promise<void>;
}

/**
 * The life of an emulator process: starts what the main process says, answers its calls, and ends with it,
 * however it ends.
 */
export function serveEmulatorProcess<Config, C extends Calls>(
  start: (config: Config, tools: { readonly note: TakeNote; readonly tell: Tell }) => Promise<Running<C>>,
): void {
  let running: Promise<Running<C>> | undefined;
  const send = (message: FromProcess) => {
    // A main process that is gone hears nothing; 'disconnect' ends this one.
    if (process.connected) process.send?.(message, () => undefined);
  };
  const tell = (news: News) => send({ type: 'news', news });
  const note: TakeNote = (said) => tell({ kind: 'note', atMs: monotonicMs(), note: said });
  const end = async () => {
    try {
      await (await running)?.stop();
    } finally {
      process.exit(0);
    }
  };
  watchCpuWaits((wait) => tell({ kind: 'cpu-wait', ...wait }));

  // Ctrl-C reaches the whole terminal; only the main process decides what it means.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => void end());
  process.on('SIGHUP', () => void end());
  // The main process is gone, perhaps killed: nothing is left to be polite to.
  process.on('disconnect', () => process.exit(0));
  if (!process.connected) process.exit(0);
  process.on('message', (message: ToProcess) => {
    switch (message.type) {
      case 'start':
        running = start(message.config as Config, { note, tell });
        running.then(
          () => send({ type: 'ready' }),
          (error: unknown) => send({ type: 'failed', message: textOf(error) }),
        );
        return;
      case 'call':
        void answer(message.id, message.name, message.args);
        return;
      case 'stop':
        void end();
    }
  });

  async function answer(id: number, name: string, args: readonly unknown[]): Promise<void> {
    try {
      if (name === SETTLE) return send({ type: 'result', id, value: null });
      const call = (await running)?.calls[name] as ((...args: unknown[]) => unknown) | undefined;
      if (!call) throw new Error(`This process has no call "${name}".`);
      send({ type: 'result', id, value: await call(...args) });
    } catch (error) {
      send({ type: 'error', id, message: textOf(error) });
    }
  }
}

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
