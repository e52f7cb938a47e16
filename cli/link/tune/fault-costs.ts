import type { VoiceTimeouts } from '../../../contracts/outputs.ts';
import { silenceMs } from '../../kit/silences.ts';
import type { Deadlines } from './deadlines.ts';

/** What was measured of a healthy deployment, ms. */
export interface Healthy {
  /** To the region that answers. */
  readonly roundTripMs: number;
  /** F: a fetch of the fallback, with its connection. */
  readonly fetchMs: number;
  /** A fetch of the static NCCO, with its connection. */
  readonly staticMs: number;
  /** What a request takes on its way, apart from the function's own time. */
  readonly onItsWayMs: number;
}

export interface FaultCost {
  readonly fault: string;
  /** Silence, ms, with these timeouts. */
  readonly silence: (timeouts: VoiceTimeouts) => number;
  /** What comes then, where it is not the fallback's NCCO. */
  readonly then?: string;
}

/**
 * How long a caller hears nothing, fault by fault. A refused connection, a reset and a timeout are tried twice, and a
 * gateway that gives up by itself answers 502, which is tried once (docs/decisions/002-timeouts.md).
 */
export function faultCosts(
  { first, fallback, fallbackBy }: Deadlines,
  { roundTripMs, fetchMs, staticMs, onItsWayMs }: Healthy,
): readonly FaultCost[] {
  const refusedMs = silenceMs(roundTripMs);
  const hung = (integrationMs: number, socketMs: number): number =>
    // Who gives up first decides whether it is tried again.
    (integrationMs + onItsWayMs < socketMs ? integrationMs + onItsWayMs : silenceMs(socketMs)) + fetchMs;
  const { distributionConnectMs, distributionReadMs } = fallback.fallback;
  const behindDistribution: readonly FaultCost[] = [
    {
      fault: 'both regions are black holes',
      silence: ({ answer_url: answer }) =>
        silenceMs(answer.connect_timeout) + distributionConnectMs + staticMs,
      then: STATIC,
    },
    {
      fault: 'both regions accept and never answer',
      silence: ({ answer_url: answer }) => silenceMs(answer.socket_timeout) + distributionReadMs + staticMs,
      then: STATIC,
    },
    {
      fault: 'the primary accepts and never answers, the fallback’s distribution too',
      silence: bothHang,
      then: CALL_ENDS,
    },
  ];
  const withoutDistribution: readonly FaultCost[] = [
    { fault: 'both regions are black holes', silence: bothBlackHoles, then: CALL_ENDS },
    { fault: 'both regions accept and never answer', silence: bothHang, then: CALL_ENDS },
  ];
  return [
    { fault: 'the primary refuses connections', silence: () => refusedMs + fetchMs },
    {
      fault: 'the primary is a black hole',
      silence: ({ answer_url: answer }) => silenceMs(answer.connect_timeout) + fetchMs,
    },
    {
      fault: 'the answer function hangs',
      silence: ({ answer_url: answer }) => hung(first.answer.integrationMs, answer.socket_timeout),
    },
    {
      fault: 'the primary accepts and never answers',
      silence: ({ answer_url: answer }) => silenceMs(answer.socket_timeout) + fetchMs,
    },
    ...(fallbackBy === 'distribution' ? behindDistribution : withoutDistribution),
    {
      fault: 'the bot is lost, the primary refuses connections',
      silence: () => refusedMs + fetchMs,
      then: BOT,
    },
    {
      fault: 'the bot is lost, its function hangs',
      silence: ({ event_url: event }) =>
        hung(first.websocketDisconnected.integrationMs, event.socket_timeout),
      then: BOT,
    },
    {
      fault: 'the bot is lost, the primary is a black hole',
      silence: ({ event_url: event }) => silenceMs(event.connect_timeout) + fetchMs,
      then: BOT,
    },
    {
      fault: 'the bot is lost, the primary accepts and never answers',
      silence: ({ event_url: event }) => silenceMs(event.socket_timeout) + fetchMs,
      then: BOT,
    },
    {
      fault: 'the bot is lost, every webhook is a black hole',
      silence: ({ event_url: event, fallback_answer_url: last }) =>
        silenceMs(event.connect_timeout) + silenceMs(last.connect_timeout),
      then: 'the tail of the NCCO that is running',
    },
  ];
}

const STATIC = 'the static NCCO';
const BOT = 'the other region’s bot, once it is connected';
const CALL_ENDS = 'the call ends';

const bothHang = ({ answer_url: answer, fallback_answer_url: last }: VoiceTimeouts): number =>
  silenceMs(answer.socket_timeout) + silenceMs(last.socket_timeout);

const bothBlackHoles = ({ answer_url: answer, fallback_answer_url: last }: VoiceTimeouts): number =>
  silenceMs(answer.connect_timeout) + silenceMs(last.connect_timeout);
