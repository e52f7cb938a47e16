import type { Clock } from '../../contracts/clock.ts';
import type { Outcome } from '../../contracts/history.ts';
import { VONAGE_ADDRESS } from '../../emulator/network/source-addresses.ts';
import type { Exchange } from '../../simulator/http/exchange.ts';
import type { Network, Opened } from '../../simulator/network.ts';
import type { Profile } from '../../simulator/profile.ts';
import type { SimulatedBot } from './bots.ts';
import { connect, type Host, type Reply, send, type WireError } from './wire.ts';

type ErrorName = Extract<Outcome, { kind: 'error' }>['error'];

/** Vonage's name for each failure. */
const NAMES: Readonly<Record<WireError, ErrorName>> = {
  'name-does-not-resolve': 'invalid-url',
  'connection-refused': 'connection-refused',
  'connect-timeout': 'connect-timeout',
  'tls-fault': 'tls-fault',
  'connection-reset': 'connection-reset',
  'silent-too-long': 'socket-timeout',
  'whole-too-long': 'socket-timeout',
};
const NO_BODY = Buffer.alloc(0);
const BODY_IN_HISTORY = 2000;

/** What Vonage reaches: the hosts and bots of this world. */
export const simulatedNetwork = (
  hosts: ReadonlyMap<string, Host>,
  botOf: (uri: string) => SimulatedBot | undefined,
  clock: Clock,
  { keepsConnections }: Pick<Profile, 'keepsConnections'>,
): Network => {
  /** So many connections to each host are open and used by no request. */
  const kept = new Map<Host, number>();
  return {
    exchange: async (
      { method, url, headers, body },
      { timeouts: { connectMs, socketMs }, socketTimeoutCovers, onNewConnection },
    ) => {
      const { host: name, pathname, search } = new URL(url);
      const host = hosts.get(name);
      if (host === undefined)
        return failed('name-does-not-resolve', `no host of this world has the name ${name}`);
      const idle = kept.get(host) ?? 0;
      const isKept = idle > 0 && !onNewConnection;
      if (isKept) kept.set(host, idle - 1);
      else {
        const refused = await connect(host, clock, connectMs);
        if (refused !== undefined) return failed(refused, refused);
      }
      const bytes = body === undefined ? NO_BODY : Buffer.from(body);
      const length = body === undefined ? {} : { 'content-length': String(bytes.length) };
      const request = {
        method,
        target: pathname + search,
        headers: { ...headers, host: name, ...length },
        body: bytes,
        sender: VONAGE_ADDRESS,
      };
      const wholeMs = socketTimeoutCovers === 'whole-response' ? socketMs : Infinity;
      const exchanged = exchangeOf(await send(host, request, clock, { silentMs: socketMs, wholeMs }));
      // What has failed on one connection is taken for lost on the others.
      if (exchanged.outcome.kind === 'error') kept.delete(host);
      else if (keepsConnections) kept.set(host, (kept.get(host) ?? 0) + 1);
      return isKept ? { ...exchanged, isKept } : exchanged;
    },
    openWebsocket: (uri, _headers, timeoutMs, giveUp): Promise<Opened> => {
      const bot = botOf(uri);
      return bot === undefined
        ? Promise.resolve({ kind: 'failed', detail: 'no bot of this world has this name' })
        : bot.open(timeoutMs, giveUp);
    },
    openConnections: () => Promise.resolve(),
    offerControl: () => Promise.resolve('https://control.invalid'),
    close: () => Promise.resolve(),
  };
};

const failed = (error: WireError, detail: string): Exchange => ({
  outcome: { kind: 'error', error: NAMES[error], detail },
  body: NO_BODY,
});

function exchangeOf(reply: Reply): Exchange {
  if (reply.kind === 'error') return failed(reply.error, reply.error);
  const { status, headers, body } = reply.response;
  return {
    outcome: {
      kind: 'response',
      status,
      headers,
      body: body.toString('utf8', 0, BODY_IN_HISTORY * 4).slice(0, BODY_IN_HISTORY),
    },
    body,
  };
}
