import { Agent } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { ApplicationFailure } from '../../contracts/metric-names.ts';
import type { Callback, Failed, Forward, Reply } from './forward.ts';
import { lookupPublic } from '../../contracts/lookup-public.ts';
import { isPublicHost } from '../../contracts/public-address.ts';
import { judgeResponse } from '../../ncco/judge-response.ts';
import { NoResponseError, type Outgoing, type Response, TOO_LARGE, send } from './send.ts';

/** A connection that was not used for longer is not used again: Node.js servers close theirs after 5 s. */
const MOST_IDLE_MS = 4000;

/**
 * Asks an application over connections that are kept. An environment that was frozen meanwhile holds connections that are gone: they are
 * left out by the time of their last use, and a request that meets one nevertheless is sent once more.
 */
export function createAsk(lookup: LookupFunction = lookupPublic): Forward['ask'] {
  const agent = new Agent({ keepAlive: true, lookup });
  let lastUseMs = 0;
  const closeIdle = (): void => {
    for (const sockets of Object.values(agent.freeSockets))
      for (const socket of sockets ?? []) socket.destroy();
  };
  const sendKept = async (outgoing: Outgoing, signal: AbortSignal): Promise<Response> => {
    if (Date.now() - lastUseMs > MOST_IDLE_MS) closeIdle();
    try {
      return await send(outgoing, agent, signal);
    } catch (error) {
      if (!(error instanceof NoResponseError) || !error.isStale || signal.aborted) throw error;
      closeIdle();
      return await send(outgoing, agent, signal);
    } finally {
      lastUseMs = Date.now();
    }
  };
  return async (callback, url, withinMs) => {
    const beganMs = performance.now();
    const reply = await replyTo(callback, url, withinMs, sendKept);
    return { ms: Math.round(performance.now() - beganMs), ...reply };
  };
}

type WithoutMs<R> = R extends unknown ? Omit<R, 'ms'> : never;
type Send = (outgoing: Outgoing, signal: AbortSignal) => Promise<Response>;

async function replyTo(
  callback: Callback,
  text: string,
  withinMs: number,
  sendKept: Send,
): Promise<WithoutMs<Reply>> {
  const url = urlFor(text, callback);
  if (url === undefined)
    return { status: undefined, ...failed('unreachable', `${text} is no public https URL`) };
  const { method, body } = callback;
  const headers = {
    ...callback.headers,
    ...(method === 'GET' ? {} : { 'content-length': String(body.length) }),
  };
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), Math.max(0, withinMs));
  try {
    return judgeResponse(await sendKept({ method, url, headers, body }, end.signal));
  } catch (error) {
    if (end.signal.aborted)
      return {
        status: undefined,
        ...failed('timeout', `no whole response within ${Math.round(withinMs)} ms`),
      };
    return { status: undefined, ...failureOf(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** With the query of a GET behind its own. Undefined for anything but https to a host that may be public. */
function urlFor(text: string, { method, query }: Callback): URL | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'https:' || !isPublicHost(url.hostname)) return undefined;
  if (method === 'GET') for (const [name, value] of query) url.searchParams.append(name, value);
  return url;
}

const failed = (failure: ApplicationFailure, problem: string): Failed => ({
  kind: 'failed',
  failure,
  isRetried: RETRIED.includes(failure),
  problem,
});

const RETRIED: readonly ApplicationFailure[] = ['unreachable', 'closed', 'timeout'];

function failureOf(error: unknown): Failed {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const kind = code === TOO_LARGE || code.startsWith('HPE_') ? 'invalid' : kindOf(code);
  return failed(kind, [code, message].filter((part) => part !== '').join(': '));
}

function kindOf(code: string): ApplicationFailure {
  if (CLOSED.includes(code)) return 'closed';
  return UNREACHABLE.test(code) ? 'unreachable' : 'tls';
}

const CLOSED: readonly string[] = ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE'];
/** Errors of node:dns and node:net; all others are of node:tls, whose codes are OpenSSL's. */
const UNREACHABLE =
  /^(ENOTFOUND|ENOTPUBLIC|ENODATA|EAI_.*|ECONN.*|E(HOST|NET)UNREACH|EADDR.*|ETIMEDOUT|EACCES|EPERM|EINVAL)$/;
