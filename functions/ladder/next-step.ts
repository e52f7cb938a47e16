import type { CallEvent } from '../../contracts/call.ts';
import type { FunctionSettings } from '../../contracts/function-settings.ts';
import {
  droppedAtMs,
  leftSecondsAt,
  MAX_SOCKETS,
  readState,
  RECONNECT_WINDOW_MS,
  type SocketState,
} from './socket-state.ts';
import { legOutcome } from './leg-outcome.ts';
import { MOST_WAITS, type RungInUrl, type SocketRung } from '../../contracts/rung.ts';
import { isSocket, socketsOf } from './sockets.ts';
import { mayReachPerson, waitSecondsOf } from './spread.ts';

/** A skipped socket counts too, so that `attempt` alone gives the position on the ladder. */
const ATTEMPTS = { none: 1, 'same-socket': 2, 'other-socket': 3 } as const;

/** Something happened to a leg. */
export interface LegEvent {
  readonly event: CallEvent;
  /** The rung in the URL that the event was first sent to. */
  readonly rungInUrl: RungInUrl;
  /** How often the call had waited before this leg, by the same URL. */
  readonly waitsInUrl: number;
  /** `own-url`: the event came to its own URL. `fallback`: it came to the fallback, because that URL's region has failed. */
  readonly asked: 'own-url' | 'fallback';
}

/** What a caller is offered next. */
export type Step =
  /** Nothing: the call goes on. */
  | { readonly rung: 'none' }
  /** The position on the ladder is unknown: the NCCO must fit anywhere, and no webhook gets its events. */
  | { readonly rung: 'unknown' }
  | SocketStep
  | { readonly rung: 'person' | 'voicemail' };

export interface SocketStep {
  readonly rung: SocketRung;
  readonly uri: string;
  readonly state: SocketState;
  /** The caller waits so long before the socket: its leg was refused, or not reached, because of many others perhaps. */
  readonly waitSeconds?: number;
  /** In which the call may be connected to a socket again, once it has waited. */
  readonly leftSeconds: number;
}

/**
 * The next rung after an event of a leg. Pure, and the same in every region, except that the fallback prefers its own
 * region's bot. Each leg is on a later rung than the one before, or has waited
 * once more on the same one, so a call takes at most `RUNGS.length + MOST_WAITS` steps.
 */
export function nextStep(legEvent: LegEvent, settings: FunctionSettings, nowMs: number): Step {
  const { event, asked } = legEvent;
  switch (legOutcome(event.status)) {
    case 'gone':
      return nextRung(legEvent, settings, nowMs);
    case 'goes-on':
      return { rung: 'none' };
    case 'unknown':
      return { rung: asked === 'own-url' ? 'none' : 'unknown' };
  }
}

function nextRung(
  { event, rungInUrl, waitsInUrl, asked }: LegEvent,
  settings: FunctionSettings,
  nowMs: number,
): Step {
  if (rungInUrl === 'person') return { rung: 'voicemail' };
  // The query may be missing. Only WebSockets are reported as `disconnected`, with their URI in `to`.
  if (!isSocket(event.to)) return { rung: event.status === 'disconnected' ? 'unknown' : 'voicemail' };

  const state = readState(event.headers, nowMs);
  // An unreadable state may belong to the last allowed socket.
  if (state === undefined || rungInUrl === 'unreadable') return { rung: 'person' };
  // Headers or query may be lost or damaged, so the later position of the two counts.
  const attempt = Math.max(state.attempt, ATTEMPTS[rungInUrl]);
  const waits = Math.max(state.waits ?? 0, waitsInUrl);
  const lostAtMs = droppedAtMs(event, nowMs);
  const firstDropAtMs = state.firstDropAtMs ?? lostAtMs;
  const isOwnUrl = asked === 'own-url';
  // A socket of the call flow's own: there is no other to go to.
  if (settings.websocket === null) return { rung: 'person' };
  const { wasOwn, uris } = socketsOf(event.to, settings.websocket, isOwnUrl);
  const leftSeconds = leftSecondsAt(lostAtMs, firstDropAtMs);
  const waitSeconds = isWaitedFor(event.status, attempt, waits)
    ? waitSecondsOf(event, waits + 1, settings.outbound, leftSeconds)
    : undefined;
  if (waitSeconds !== undefined) {
    return {
      rung: attempt < MAX_SOCKETS ? 'same-socket' : 'other-socket',
      uri: uris['same-socket'],
      state: { attempt, firstDropAtMs, waits: waits + 1 },
      waitSeconds,
      leftSeconds: leftSeconds - waitSeconds,
    };
  }
  const isOverRate = event.status === REFUSED_FOR_RATE && settings.outbound.callsPerSecond !== null;
  if (isOverRate || attempt >= MAX_SOCKETS || nowMs - firstDropAtMs > RECONNECT_WINDOW_MS) {
    // Refused for the rate, the call is not alone; where the bots are gone, it may be.
    return { rung: isOverRate && !mayReachPerson(event, settings.outbound) ? 'voicemail' : 'person' };
  }

  // In the fallback the other region has failed, and its bot probably with it.
  const rung = attempt === 1 && (isOwnUrl || wasOwn) ? 'same-socket' : 'other-socket';
  const next = { attempt: ATTEMPTS[rung], firstDropAtMs, ...(waits === 0 ? {} : { waits }) };
  return { rung, uri: uris[rung], state: next, leftSeconds };
}

/** Of a WebSocket's leg: one that cannot be reached is `failed` or `unanswered` (DOC21 guides/websockets). */
const REFUSED_FOR_RATE = 'rejected';

/**
 * Whether the same socket is offered once more, after a wait. A refusal for the account's rate uses up no rung. `failed` may
 * be the same or a bot that is gone: the next socket follows at once, and after the last one, when both bots are gone or
 * everybody is refused, one wait.
 */
function isWaitedFor(status: string | undefined, attempt: number, waits: number): boolean {
  if (status === REFUSED_FOR_RATE) return waits < MOST_WAITS;
  return status !== 'disconnected' && attempt >= MAX_SOCKETS && waits === 0;
}
