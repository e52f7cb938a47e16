import type { VoiceTimeouts, WebhookTimeoutsJson } from '../../../contracts/outputs.ts';
import type { Profile } from '../../../simulator/profile.ts';
import { tryWebhook } from '../../../simulator/rules/try-webhook.ts';
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
 * How long a caller hears nothing, fault by fault, at worst. How often a refused connection and a timeout are tried is the
 * profile's; a gateway that gives up by itself answers 502, which is tried once (docs/decisions/002-timeouts.md).
 * @param hasBot otherwise the person is the leg that a caller loses in mid-call
 */
export function faultCosts(
  { first, fallback, fallbackBy }: Deadlines,
  { roundTripMs, fetchMs, staticMs, onItsWayMs }: Healthy,
  profile: Profile,
  hasBot: boolean,
): readonly FaultCost[] {
  const { what, then } = hasBot ? LOST_BOT : LOST_PERSON;
  const { refused, blackHole, hang } = waitsOf(profile);
  const refusedMs = refused(roundTripMs);
  const bothHang = ({ answer_url: answer, fallback_answer_url: last }: VoiceTimeouts): number =>
    hang(answer) + hang(last);
  const bothBlackHoles = ({ answer_url: answer, fallback_answer_url: last }: VoiceTimeouts): number =>
    blackHole(answer) + blackHole(last);
  const hung = (integrationMs: number, timeouts: WebhookTimeoutsJson): number => {
    const answeredMs = integrationMs + onItsWayMs;
    // Who gives up first decides whether it is tried again.
    return (answeredMs < timeouts.socket_timeout ? answeredMs : hang(timeouts)) + fetchMs;
  };
  const { distributionConnectMs, distributionReadMs } = fallback.fallback;
  const behindDistribution: readonly FaultCost[] = [
    {
      fault: 'both regions are black holes',
      silence: ({ answer_url: answer }) => blackHole(answer) + distributionConnectMs + staticMs,
      then: STATIC,
    },
    {
      fault: 'both regions accept and never answer',
      silence: ({ answer_url: answer }) => hang(answer) + distributionReadMs + staticMs,
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
      silence: ({ answer_url: answer }) => blackHole(answer) + fetchMs,
    },
    {
      fault: 'the answer function hangs',
      silence: ({ answer_url: answer }) => hung(first.answer.integrationMs, answer),
    },
    {
      fault: 'the primary accepts and never answers',
      silence: ({ answer_url: answer }) => hang(answer) + fetchMs,
    },
    ...(fallbackBy === 'distribution' ? behindDistribution : withoutDistribution),
    {
      fault: `${what}, the primary refuses connections`,
      silence: () => refusedMs + fetchMs,
      then,
    },
    {
      fault: `${what}, its function hangs`,
      silence: ({ event_url: event }) => hung(first.websocketDisconnected.integrationMs, event),
      then,
    },
    {
      fault: `${what}, the primary is a black hole`,
      silence: ({ event_url: event }) => blackHole(event) + fetchMs,
      then,
    },
    {
      fault: `${what}, the primary accepts and never answers`,
      silence: ({ event_url: event }) => hang(event) + fetchMs,
      then,
    },
    {
      fault: `${what}, every webhook is a black hole`,
      silence: ({ event_url: event, fallback_answer_url: last }) => blackHole(event) + blackHole(last),
      then: 'the tail of the NCCO that is running',
    },
  ];
}

const STATIC = 'the static NCCO';
/** What Vonage reports in mid-call, and what follows. */
const LOST_BOT = { what: 'the bot is lost', then: 'the other region’s bot, once it is connected' };
const LOST_PERSON = { what: 'the person does not answer', then: 'the voicemail' };
const CALL_ENDS = 'the call ends';

/** How long Vonage tries one URL, ms, at worst. */
function waitsOf(profile: Profile) {
  const wait =
    (error: 'connect-timeout' | 'socket-timeout') =>
    ({ connect_timeout: connectMs, socket_timeout: socketMs }: WebhookTimeoutsJson): number =>
      tryWebhook(profile, 'answer', { error }, { connectMs, socketMs }).lastedMs;
  const { attempts, retryPauseMs, retriedErrors } = profile;
  const tries = retriedErrors.includes('connection-refused') ? attempts : 1;
  return {
    blackHole: wait('connect-timeout'),
    hang: wait('socket-timeout'),
    refused: (roundTripMs: number): number => tries * roundTripMs + (tries - 1) * retryPauseMs,
  };
}
