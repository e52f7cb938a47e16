import { randomUUID } from 'node:crypto';
import { isLoopback } from '../../contracts/loopback.ts';
import { openBlackHole } from '../../emulator/network/black-hole.ts';
import { freePorts } from '../../emulator/network/free-ports.ts';
import { CommandError } from '../kit/command-error.ts';
import type { Io } from '../kit/io.ts';
import type { CalibrateOptions } from './options.ts';
import { startEndpoints } from './endpoints.ts';
import type { Endpoints } from './endpoints.ts';
import type { Addresses } from './plan-calls.ts';

export interface OpenAddresses {
  readonly endpoints: Endpoints;
  readonly addresses: Addresses;
  readonly isDirect: boolean;
  readonly stop: () => Promise<void>;
}

const ANSWER_WITHIN_MS = 10_000;

/**
 * Starts the endpoints, and asks them once by the address that the platform will use. Where the platform is a stand-in on this
 * machine, ports that refuse and that drop every packet are opened beside them.
 * @param host of the platform's API
 * @throws CommandError where they cannot be reached
 */
export async function openAddresses(
  { listen, publicUrl, direct, refusedUrl, blackHoleUrl }: CalibrateOptions,
  {
    host,
    signatureSecret,
    io,
  }: { host: string; signatureSecret: string | undefined; io: Pick<Io, 'fetch' | 'stderr'> },
): Promise<OpenAddresses> {
  const isStandIn = isLoopback(new URL(host).hostname);
  if (publicUrl === undefined && !isStandIn)
    throw new CommandError(
      `Expected --public-url URL: how Vonage reaches ${listen.host}:${String(listen.port)} of this machine (a tunnel, or this machine's own address with --direct). Found none. Nothing was done.`,
    );
  const prefix = randomUUID();
  const endpoints = await startEndpoints({ ...listen, prefix, signatureSecret }).catch((error: unknown) => {
    throw new CommandError(
      `Expected to listen on ${listen.host}:${String(listen.port)}, found ${(error as Error).message}. Name another with --listen HOST:PORT. Nothing was done.`,
    );
  });
  const stops: (() => Promise<void>)[] = [endpoints.stop];
  const stop = async (): Promise<void> => void (await Promise.all(stops.map((each) => each())));
  try {
    const base = `${(publicUrl?.href ?? `http://127.0.0.1:${String(endpoints.port)}`).replace(/\/$/, '')}/${prefix}`;
    const isForwarded = await reach(base, endpoints, io.fetch);
    const isDirect = (publicUrl === undefined || direct) && !isForwarded;
    if (direct && isForwarded)
      io.stderr(
        '--direct: a proxy or a tunnel has named itself in a request. What it answers itself will count as unknown.',
      );
    const local = publicUrl === undefined ? await localAddresses(stops) : undefined;
    return {
      endpoints,
      addresses: {
        base,
        refused: refusedUrl?.href ?? local?.refused,
        blackHole: blackHoleUrl?.href ?? local?.blackHole,
      },
      isDirect,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const TRIES = 3;

async function localAddresses(
  stops: (() => Promise<void>)[],
  triesLeft = TRIES,
): Promise<Pick<Addresses, 'refused' | 'blackHole'>> {
  const [refused = 0, hole = 0] = await freePorts(2);
  try {
    stops.push(await openBlackHole(hole));
  } catch (error) {
    // Another process may have taken the port meanwhile.
    if (triesLeft > 1) return localAddresses(stops, triesLeft - 1);
    throw error;
  }
  return {
    refused: `http://127.0.0.1:${String(refused)}/answer`,
    blackHole: `http://127.0.0.1:${String(hole)}/answer`,
  };
}

/** Whether something in between has named itself. */
async function reach(base: string, endpoints: Endpoints, fetch: Io['fetch']): Promise<boolean> {
  endpoints.answer(() => ({ does: 'answers', status: 200, body: '"here"' }));
  let found: string;
  try {
    const response = await fetch(`${base}/self`, {
      redirect: 'manual',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    found = `${String(response.status)}: ${(await response.text()).slice(0, 100)}`;
  } catch (error) {
    found = (error as Error).message;
  }
  const [seen] = endpoints.take();
  if (seen !== undefined && found === '200: "here"') return seen.isForwarded;
  throw new CommandError(
    `Expected to reach the endpoints of this command by ${new URL(base).origin}, found ${found}. Start the tunnel to the address of --listen, then try again. Nothing was done.`,
  );
}
