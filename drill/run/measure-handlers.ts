import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import type { HistoryRecord, RequestKind } from '../../contracts/history.ts';
import { appendQuery, toPairs } from '../../simulator/http/encode-query.ts';
import { Connections } from '../../simulator/http/connections.ts';
import { exchange } from '../../simulator/http/exchange.ts';
import { payloadHash, signCallback } from '../../simulator/http/sign-callback.ts';
import type { Undo, Emulator } from '../../emulator/emulator.ts';
import { lostTime, partsOf } from './lost-time.ts';
import { largest, median } from './statistics.ts';
import type { Verdict } from './verdict.ts';
import { watchMachine } from './watch-machine.ts';

/** What a webhook handler may take beyond an empty function in its place, ms, both without waits for a CPU core. */
export const HANDLER_MAY_TAKE_MS = 100;
/** A handler's cold start may take this many times an empty function's. */
const COLD_STARTS = 2;

const EMPTY_FUNCTION = fileURLToPath(new URL('empty-function', import.meta.url));
/** Not measured: the first requests meet a new environment, which loads its bundle and its secret. */
const FIRST = 3;
const MEASURED = 11;
const TIMEOUTS = { connectMs: 1000, socketMs: 10_000 };

const MEASURED_ROUTES = ['answer', 'event', 'websocket-disconnected', 'fallback'] as const;
export type MeasuredRoute = (typeof MEASURED_ROUTES)[number];

/** Medians of one warm route, with one request after the other, ms; without waits for a CPU core unless it says so. */
export interface HandlerTimes {
  readonly route: MeasuredRoute;
  /** An empty function in its place. */
  readonly emptyMs: number;
  readonly tookMs: number;
  /** The handler's, with the time that processes waited for a CPU core. */
  readonly byTheClockMs: number;
  /** What the application behind the guard takes, asked directly, by the clock: no process is the drill's own. Undefined: nothing is passed on. */
  readonly applicationMs?: number;
  /** The empty function's time, the application's where there is one, and 100 ms. */
  readonly limitMs: number;
  /** Unknown: too slow, but not without the time in which processes waited for a CPU core. */
  readonly verdict: Verdict;
}

/** The application behind the guard. */
export interface BehindTheGuard {
  /** Where it gets by itself what this route passes on; undefined: the route passes nothing on. */
  readonly ownAddress: (route: MeasuredRoute) => string | undefined;
}

export interface MeasuredHandlers {
  /** Without routes that do not answer; the scenarios report those. */
  readonly routes: readonly HandlerTimes[];
  /** What a cold start may take, ms: twice an empty function's slowest one. */
  readonly coldStartMayTakeMs: number;
}

/**
 * Measures each webhook handler and an empty function in the same place; and the application behind the guard by itself, with what it
 * would get from that route.
 */
export async function measureHandlers(
  emulator: Emulator,
  signal: AbortSignal,
  application?: BehindTheGuard,
): Promise<MeasuredHandlers> {
  const routes: HandlerTimes[] = [];
  let coldStartMayTakeMs = 0;
  for (const route of MEASURED_ROUTES) {
    if (signal.aborted) break;
    const role = roleOf(route);
    const full = await measureRoute(emulator, route, signal);
    const address = application?.ownAddress(route);
    const own = address === undefined ? undefined : await measureRoute(emulator, route, signal, address);
    const restore = await emulator.replaceBundle(role, route, EMPTY_FUNCTION);
    try {
      const empty = await measureRoute(emulator, route, signal);
      if (full && empty) routes.push(judge(route, empty, full, own));
      if (route === 'fallback') coldStartMayTakeMs = COLD_STARTS * (await slowestColdStartMs(emulator));
    } finally {
      await restore();
    }
  }
  return { routes, coldStartMayTakeMs };
}

interface Medians {
  readonly byTheClockMs: number;
  /** Without the time lost to waits for a CPU core. */
  readonly netMs: number;
}

function judge(
  route: MeasuredRoute,
  empty: Medians,
  full: Medians,
  application: Medians | undefined,
): HandlerTimes {
  const limitMs = empty.netMs + (application?.byTheClockMs ?? 0) + HANDLER_MAY_TAKE_MS;
  const isInTime = full.byTheClockMs <= limitMs;
  const verdict = isInTime ? 'pass' : full.netMs <= limitMs ? 'unknown' : 'fail';
  return {
    route,
    emptyMs: empty.netMs,
    tookMs: full.netMs,
    byTheClockMs: full.byTheClockMs,
    ...(application && { applicationMs: application.byTheClockMs }),
    limitMs,
    verdict,
  };
}

const roleOf = (route: MeasuredRoute) => (route === 'fallback' ? 'secondary' : 'primary');

async function measureRoute(
  emulator: Emulator,
  route: MeasuredRoute,
  signal: AbortSignal,
  address?: string,
): Promise<Medians | undefined> {
  const machine = watchMachine(emulator);
  const history: HistoryRecord[] = [];
  try {
    for (let index = 0; index < FIRST + MEASURED && !signal.aborted; index += 1) {
      const isAnswered = await ask(emulator, route, String(index), (record) => history.push(record), address);
      if (!isAnswered) return undefined;
    }
  } finally {
    await machine.stop();
  }
  history.push(...machine.waitedRecords(history));
  const lostMs = lostTime(history, machine.waits, partsOf(emulator.description));
  const took = history
    .flatMap((record) => (record.type === 'outcome' ? [record] : []))
    .slice(FIRST)
    .map(({ call, atMs, tookMs }) => ({ tookMs, netMs: tookMs - lostMs(call, atMs - tookMs, atMs) }));
  if (took.length === 0) return undefined;
  return {
    byTheClockMs: median(took.map(({ tookMs }) => tookMs)),
    netMs: median(took.map(({ netMs }) => netMs)),
  };
}

/** Two at once, as in the scenario `failover-cold`. */
async function slowestColdStartMs(emulator: Emulator): Promise<number> {
  const before = (await emulator.coldStartsMs('secondary', 'fallback')).length;
  const undo: Undo = await emulator.makeCold('secondary', 'fallback');
  try {
    for (const round of ['a', 'b']) {
      await Promise.all(
        [1, 2].map((at) => ask(emulator, 'fallback', `cold-${round}${String(at)}`, () => undefined)),
      );
    }
    return largest((await emulator.coldStartsMs('secondary', 'fallback')).slice(before));
  } finally {
    await undo();
  }
}

/**
 * Sends one webhook as Vonage would; false unless it is answered with success.
 * @param address in the place of the route's own
 */
async function ask(
  { description, callerNumber }: Emulator,
  route: MeasuredRoute,
  call: string,
  write: (record: HistoryRecord) => void,
  address?: string,
): Promise<boolean> {
  const { application, primary, secondary, voice } = description;
  const ids = { uuid: randomUUID(), conversation_uuid: `CON-${randomUUID()}` };
  const numbers = { from: '447700900001', to: callerNumber };
  const timestamp = new Date().toISOString();
  const { kind, payload, ...own } = {
    answer: { url: primary.answer, kind: 'answer' as const, payload: { ...numbers, ...ids } },
    event: {
      url: primary.event,
      kind: 'event' as const,
      payload: { ...numbers, ...ids, status: 'started', direction: 'inbound', timestamp },
    },
    'websocket-disconnected': {
      url: primary.websocketDisconnected,
      kind: 'event' as const,
      // The event that callers wait for: the bot is gone, and Vonage wants an NCCO.
      payload: {
        ...numbers,
        ...ids,
        to: 'wss://bot.example.com/socket',
        status: 'disconnected',
        headers: {},
        timestamp,
      },
    },
    fallback: {
      url: secondary.distribution,
      kind: 'fallback' as const,
      payload: {
        ...numbers,
        ...ids,
        reason: 'Connection closed.',
        original_request: { url: primary.answer, type: 'answer' },
      },
    },
  }[route] satisfies { url: string; kind: RequestKind; payload: object };
  const url = address ?? own.url;
  const isGet = route === 'fallback' && voice.webhooks.fallback_answer_url.http_method === 'GET';
  const sentUrl = isGet ? appendQuery(url, toPairs(payload)) : url;
  const body = isGet ? undefined : JSON.stringify(payload);
  const token = signCallback(
    {
      apiKey: application.apiKey,
      applicationId: application.id,
      signatureSecret: application.signatureSecret,
    },
    {
      issuedAtSeconds: Math.floor(Date.now() / 1000),
      jti: randomUUID(),
      payloadHash: payloadHash(sentUrl, body),
    },
  );
  const request = `${route}/${call}`;
  const method = isGet ? 'GET' : 'POST';
  write({
    atMs: performance.now(),
    call,
    type: 'request',
    request,
    kind,
    attempt: 1,
    method,
    url,
    expectsNcco: route !== 'event',
    payload,
  });
  const startedMs = performance.now();
  const { outcome, client } = await exchange(
    {
      method,
      url: sentUrl,
      address: sentUrl,
      headers: { authorization: `Bearer ${token}`, ...(!isGet && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body }),
    },
    {
      timeouts: TIMEOUTS,
      socketTimeoutCovers: 'whole-response',
      connections: new Connections({ keepsConnections: false }),
      onNewConnection: true,
    },
  );
  const atMs = performance.now();
  write({
    atMs,
    call,
    type: 'outcome',
    request,
    kind,
    tookMs: atMs - startedMs,
    outcome,
    ...(client !== undefined && { client }),
    next: 'done',
    rule: 'measured',
  });
  return outcome.kind === 'response' && outcome.status >= 200 && outcome.status < 300;
}
