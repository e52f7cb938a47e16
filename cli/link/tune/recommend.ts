import {
  ASSUMED_ROUND_TRIP_MS,
  ASSUMED_STATIC_FETCH_MS,
  handshakesMs,
  VONAGE_CONNECT_MS,
  VONAGE_SOCKET_MS,
} from '../../../contracts/settings/check-timeouts.ts';
import type { VoiceTimeouts, WebhookTimeoutsJson } from '../../../contracts/outputs.ts';
import { WEBHOOKS } from '../plan/plan-changes.ts';
import type { Deadlines } from './deadlines.ts';
import type { Route } from './route.ts';
import { largest, smallest } from './times.ts';
import type { Times } from './times.ts';

/** The largest that was measured is not the largest there is. */
export const MARGIN = 1.25;
/** Round trips of a connection; of TLS 1.2 and the request. */
const CONNECT_ROUND_TRIPS = 1;
const RESPONSE_ROUND_TRIPS = 3;
/** Between two deadlines, for what is on its way. */
const APART_MS = 100;
const STEP_MS = 50;

/** What was measured of a route, warm and cold together. */
export interface Measured extends Times {
  readonly name: Route['name'];
  readonly webhook: Route['webhook'];
}

/** A timeout, or why none helps. */
export interface Advice {
  readonly timeoutMs: number | undefined;
  readonly largestMs: number;
  readonly mostMs: number;
  /** Requests that the longest timeout would trip, of so many. */
  readonly beyond: number;
  readonly of: number;
  /** The margin, or a deployed deadline, that Vonage's range leaves no room for. */
  readonly without: 'margin' | 'deadline' | undefined;
}

export interface Recommendation {
  readonly webhook: keyof VoiceTimeouts;
  readonly connect: Advice;
  readonly socket: Advice;
}

const SOCKET_RANGE_MS: Readonly<Record<keyof VoiceTimeouts, readonly [number, number]>> = {
  answer_url: VONAGE_SOCKET_MS.answer,
  event_url: VONAGE_SOCKET_MS.event,
  fallback_answer_url: VONAGE_SOCKET_MS.fallback,
};

/**
 * Timeouts of each URL that no measured request would trip, with a margin, and that outlast what gives up before them;
 * both as Vonage would see it, which is assumed to be no nearer than {@link ASSUMED_ROUND_TRIP_MS}.
 */
export const recommend = (routes: readonly Measured[], deadlines: Deadlines): readonly Recommendation[] =>
  WEBHOOKS.map((webhook) => {
    const own = routes.filter((route) => route.webhook === webhook);
    const connectsMs = own.flatMap((route) => route.connectsMs);
    const fartherMs = fartherBy(connectsMs);
    return {
      webhook,
      connect: advise({
        timesMs: connectsMs,
        fartherMs: CONNECT_ROUND_TRIPS * fartherMs,
        outlastMs: 0,
        range: VONAGE_CONNECT_MS,
      }),
      socket: advise({
        timesMs: own.flatMap((route) => route.responsesMs),
        fartherMs: RESPONSE_ROUND_TRIPS * fartherMs,
        outlastMs: largest(own.map((route) => outlastMs(route, deadlines))),
        range: SOCKET_RANGE_MS[webhook],
      }),
    };
  });

/** The timeouts as the API takes them; undefined unless there is one for everything. */
export function timeoutsIn(recommendations: readonly Recommendation[]): VoiceTimeouts | undefined {
  const entries = recommendations.map(
    ({ webhook, connect, socket }): [string, WebhookTimeoutsJson] | undefined =>
      connect.timeoutMs === undefined || socket.timeoutMs === undefined
        ? undefined
        : [webhook, { connect_timeout: connect.timeoutMs, socket_timeout: socket.timeoutMs }],
  );
  return entries.some((entry) => entry === undefined)
    ? undefined
    : (Object.fromEntries(entries as [string, WebhookTimeoutsJson][]) as unknown as VoiceTimeouts);
}

/** Each timeout by its name, `answer_url.connect_timeout`. */
export const advices = (recommendations: readonly Recommendation[]): readonly (readonly [string, Advice])[] =>
  recommendations.flatMap(({ webhook, connect, socket }) => [
    [`${webhook}.connect_timeout`, connect] as const,
    [`${webhook}.socket_timeout`, socket] as const,
  ]);

/** A round trip, ms: the fastest connection. */
const roundTripMs = (connectsMs: readonly number[]): number => smallest(connectsMs);

/** By how much Vonage's round trip is longer than the one measured, assumed; never shorter. */
const fartherBy = (connectsMs: readonly number[]): number =>
  Math.max(0, ASSUMED_ROUND_TRIP_MS - roundTripMs(connectsMs));

/** What a request takes that is not the function's, as Vonage would see it. */
const onItsWayMs = ({ connectsMs, responsesMs }: Times): number =>
  smallest(responsesMs) + RESPONSE_ROUND_TRIPS * fartherBy(connectsMs) + APART_MS;

/**
 * The time, ms from the connection, by which the last of the deployed deadlines has produced an answer. The distribution's
 * deadlines already include any delay of the request behind it.
 */
export function outlastMs(route: Measured, { first, fallback, fallbackBy }: Deadlines): number {
  const way = Math.max(handshakesMs(ASSUMED_ROUND_TRIP_MS), onItsWayMs(route));
  switch (route.name) {
    case 'answer':
      return first.answer.integrationMs + way;
    case 'event':
      return first.event.integrationMs + way;
    case 'websocket-disconnected':
      return first.websocketDisconnected.integrationMs + way;
    case 'fallback': {
      if (fallbackBy === 'direct') return fallback.fallback.integrationMs + way;
      const { distributionConnectMs, distributionReadMs } = fallback.fallback;
      const edgeMs = Math.max(ASSUMED_ROUND_TRIP_MS, roundTripMs(route.connectsMs));
      return distributionConnectMs + distributionReadMs + ASSUMED_STATIC_FETCH_MS + handshakesMs(edgeMs);
    }
  }
}

function advise({
  timesMs,
  fartherMs,
  outlastMs: outlast,
  range: [leastMs, mostMs],
}: {
  readonly timesMs: readonly number[];
  readonly fartherMs: number;
  readonly outlastMs: number;
  readonly range: readonly [number, number];
}): Advice {
  const largestMs = largest(timesMs);
  const beyond = timesMs.filter((ms) => ms >= mostMs).length;
  const wantedMs = largestMs * MARGIN + fartherMs;
  const known = { largestMs, mostMs, beyond, of: timesMs.length };
  if (beyond > 0 || timesMs.length === 0) return { ...known, timeoutMs: undefined, without: undefined };
  return {
    ...known,
    timeoutMs: Math.min(mostMs, Math.max(leastMs, stepAbove(wantedMs), stepAbove(outlast))),
    without: outlast >= mostMs ? 'deadline' : wantedMs >= mostMs ? 'margin' : undefined,
  };
}

/** The next multiple of 50 ms, never the value itself. */
const stepAbove = (ms: number): number => (Math.floor(ms / STEP_MS) + 1) * STEP_MS;
