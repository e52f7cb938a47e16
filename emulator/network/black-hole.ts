import { fork } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';

const PROCESS_FILE = fileURLToPath(new URL('./black-hole-process.mjs', import.meta.url));
/** A healthy connect on loopback takes less than 1 ms. */
const HANGS_AFTER_MS = 100;
const MOST_FILLERS = 8;

/**
 * Takes the (closed) port and makes every connect to it hang: a listening socket whose accept queue is
 * full. Resolves when a connect has been seen to hang, with how to give the port back.
 * @throws when connects do not hang on this system
 */
export async function openBlackHole(port: number): Promise<() => Promise<void>> {
  const child = fork(PROCESS_FILE, [String(port), String(process.pid)], {
    execArgv: [],
    env: {},
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const sockets: Socket[] = [];
  const close = async () => {
    child.kill('SIGKILL');
    for (const socket of sockets) socket.destroy();
    await ended;
  };

  const said = await new Promise<unknown>((resolve) => {
    child.once('message', resolve);
    child.once('error', (error) => resolve({ error: error.message }));
    child.once('exit', (code) => resolve({ error: `its process ended with code ${code}` }));
  });
  if (said !== 'listening') {
    await close();
    throw new Error(`Expected a black hole on port ${port}; found: ${(said as { error: string }).error}`);
  }
  for (let fillers = 0; fillers < MOST_FILLERS; fillers++) {
    const socket = connect({ port, host: '127.0.0.1' });
    sockets.push(socket);
    if (await hangs(socket)) return close;
  }
  await close();
  throw new Error(
    `Expected that a connect to port ${port} hangs once its accept queue is full; ` +
      `found that ${MOST_FILLERS} connects succeed. Black-hole scenarios cannot run on this system.`,
  );
}

function hangs(socket: Socket): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(true), HANGS_AFTER_MS);
    const settled = () => {
      clearTimeout(timer);
      resolve(false);
    };
    socket.once('connect', settled);
    // Also keeps a later reset, when the black hole closes, from being an uncaught error.
    socket.on('error', settled);
  });
}
