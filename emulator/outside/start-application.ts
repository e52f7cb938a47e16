import { fork } from 'node:child_process';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROCESS_FILE = fileURLToPath(new URL('./application-process.mjs', import.meta.url));
/** A server in development may compile first. */
const LISTENS_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 50;
const OUTPUT_KEPT = 4000;

/** An application outside AWS, as its own process. */
export interface RunningApplication {
  /** The last that it has written. */
  readonly output: () => string;
  /** Ends it and all that it has started. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

/** It did not begin to listen. */
export class ApplicationError extends Error {
  override readonly name = 'ApplicationError';
}

/**
 * Starts an application; it ends with this process, however that ends.
 * @param command for a shell, in the current folder: `node app.mjs`
 * @param environment besides this process's own; the application listens on its `PORT`
 * @throws ApplicationError unless something listens on that port within 20 s; nothing is left running then
 */
export async function startApplication(
  command: string,
  environment: Readonly<Record<string, string>> & { readonly PORT: string },
): Promise<RunningApplication> {
  const child = fork(PROCESS_FILE, [command], {
    execArgv: [],
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-OUTPUT_KEPT);
  });
  let how: string | undefined;
  child.on('message', ({ ended }: { readonly ended: string }) => (how = ended));
  const gone = new Promise<void>((resolve) => child.once('close', () => resolve()));
  void gone.then(() => (how ??= 'its process was ended'));
  const stop = async (): Promise<void> => {
    if (child.connected) child.send('stop', () => undefined);
    await gone;
  };
  const port = Number(environment.PORT);
  const untilMs = performance.now() + LISTENS_WITHIN_MS;
  while (how === undefined && performance.now() < untilMs) {
    if (await listens(port)) return { output: () => output, stop };
    await sleep(LOOK_EVERY_MS);
  }
  const ended = how;
  await stop();
  throw new ApplicationError(
    [
      `Expected that "${command}" listens on the port of the environment variable PORT (${port}) within ${LISTENS_WITHIN_MS / 1000} s; ` +
        `found ${ended === undefined ? 'that nothing listens there' : `that it ended (${ended})`}.`,
      ...(output.trim() === '' ? [] : ['It wrote:', output.trim()]),
    ].join('\n'),
  );
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const settle = (found: boolean): void => {
      socket.destroy();
      resolve(found);
    };
    socket.once('connect', () => settle(true)).once('error', () => settle(false));
  });
}
