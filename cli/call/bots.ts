import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { isLoopback } from '../../contracts/loopback.ts';
import { startBot } from '../../simulator/bot/start-bot.ts';
import { CommandError } from '../kit/command-error.ts';

/** What callers reach where a call flow connects a bot. */
export interface CallersBot {
  /** `ws://127.0.0.1:<port>/…` */
  readonly uri: string;
  readonly refuse: () => void;
  readonly accept: () => void;
  /** Drops all its callers. */
  readonly drop: () => void;
  readonly stop: () => Promise<void>;
}

/** One that answers with a tone. */
export async function startStandIn(name: string): Promise<CallersBot> {
  const bot = await startBot({ name });
  return {
    uri: bot.uri,
    refuse: () => void bot.behave({ kind: 'refuses' }),
    accept: () => void bot.behave({ kind: 'talks' }),
    drop: () => bot.leave('cleanly'),
    stop: () => bot.stop(),
  };
}

/** The user's own one, behind a listener that can be broken. */
export async function startRelay(own: URL): Promise<CallersBot> {
  const sockets = new Set<Socket>();
  let isRefusing = false;
  const drop = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer((caller) => {
    caller.on('error', () => undefined);
    if (isRefusing) return void caller.destroy();
    const bot = connect({ host: hostOf(own), port: portOf(own) });
    bot.on('error', () => undefined);
    sockets.add(caller);
    caller.once('close', () => {
      sockets.delete(caller);
      bot.destroy();
    });
    bot.once('close', () => caller.destroy());
    caller.pipe(bot).pipe(caller);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    uri: `ws://127.0.0.1:${String(port)}${own.pathname}${own.search}`,
    refuse: () => {
      isRefusing = true;
    },
    accept: () => {
      isRefusing = false;
    },
    drop,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        drop();
      }),
  };
}

/** As node:net takes it: IPv6 without brackets. */
const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1');
const portOf = ({ port }: URL): number => (port === '' ? 80 : Number(port));

/** @throws CommandError */
export function readBot(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'ws:' && isLoopback(url.hostname)) return url;
  throw new CommandError(
    `expected a WebSocket server on this machine (ws://127.0.0.1:8080/socket), found "${text}".`,
  );
}

/** @throws CommandError where nothing listens there */
export function refuseMissingBot(own: URL): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostOf(own), port: portOf(own) });
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
    socket.once('error', (error) =>
      reject(
        new CommandError(
          `--bot: expected a WebSocket server at ${own.href}, found ${error.message}. Start it first.`,
        ),
      ),
    );
  });
}
