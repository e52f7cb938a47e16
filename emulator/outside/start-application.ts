import { fork } from 'node:child_process';
import { connect } from 'node:net';
import { delimiter } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const PROCESS_FILE = fileURLToPath(new URL('./application-process.mjs', import.meta.url));
/** npm puts it first, and in it stands this project's Node. */
const OWN_PROGRAMS = fileURLToPath(new URL('../../node_modules/.bin', import.meta.url));
/** A server in development may compile first. */
const LISTENS_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 50;
const OUTPUT_KEPT = 4000;

/** An application outside AWS, as its own process. */
export interface RunningApplication {
  /** The last that it has written. */
  readonly output: () => string;
  /** How it has ended, stopped or by itself: `exit code 1`, `SIGTERM`. */
  readonly ended: Promise<string>;
  /** Ends it and all that it has started. Safe to call twice. */
  readonly stop: () => Promise<void>;
}

/** It did not begin to listen. */
export class ApplicationError extends Error {
  override readonly name = 'ApplicationError';
}

/**
 * Starts an application; it ends with this process, however that ends.
 * @param command for a shell, in the current folder and with the user's own PATH: `node app.mjs`
 * @param environment besides this process's own; the application listens on its `PORT`
 * @param onOutput gets what it writes, as it comes
 * @throws ApplicationError unless something listens on that port within 20 s; nothing is left running then
 */
export async function startApplication(
  command: string,
  environment: Readonly<Record<string, string>> & { readonly PORT: string },
  onOutput: (text: string) => void = () => undefined,
): Promise<RunningApplication> {
  const child = fork(PROCESS_FILE, [command], {
    execArgv: [],
    env: { ...process.env, PATH: usersPath(), ...environment },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output = (output + text).slice(-OUTPUT_KEPT);
    onOutput(text);
  });
  let how: string | undefined;
  child.on('message', ({ ended }: { readonly ended: string }) => (how = ended));
  const ended = new Promise<string>((resolve) =>
    child.once('close', () => resolve((how ??= 'its process was ended'))),
  );
  const stop = async (): Promise<void> => {
    if (child.connected) child.send('stop', () => undefined);
    await ended;
  };
  const port = Number(environment.PORT);
  const untilMs = performance.now() + LISTENS_WITHIN_MS;
  while (how === undefined && performance.now() < untilMs) {
    if (await listens(port)) return { output: () => output, ended, stop };
    await sleep(LOOK_EVERY_MS);
  }
  const early = how;
  await stop();
  throw new ApplicationError(
    [
      `Expected that "${command}" listens on the port of the environment variable PORT (${port}) within ${LISTENS_WITHIN_MS / 1000} s; ` +
        `found ${early === undefined ? 'that nothing listens there' : `that it ended (${early})`}.`,
      ...(output.trim() === '' ? [] : ['It wrote:', output.trim()]),
      `To fix this: ${early === undefined ? 'let it listen on process.env.PORT, at 127.0.0.1 or at all addresses' : 'try that command by itself, in this folder and with PORT set'}.`,
    ].join('\n'),
  );
}

/** `PATH` as the user has it. */
const usersPath = (): string =>
  (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== OWN_PROGRAMS)
    .join(delimiter);

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
