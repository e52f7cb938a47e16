import type { CallEvent } from '../../contracts/call.ts';
import type { FunctionSettings } from '../../contracts/settings.ts';
import {
  droppedAtMs,
  MAX_SOCKETS,
  readState,
  RECONNECT_WINDOW_MS,
  type SocketState,
} from './socket-state.ts';
import { legOutcome } from './leg-outcome.ts';
import type { RungInUrl, SocketRung } from '../../contracts/rung.ts';
import { isSocket, socketsOf } from './sockets.ts';

/** A socket that is passed over counts, so that `attempt` alone tells where a leg stands. */
const ATTEMPTS = { none: 1, 'same-socket': 2, 'other-socket': 3 } as const;

/** Something happened to a leg. */
export interface LegEvent {
  readonly event: CallEvent;
  /** Of the URL that the event was sent to first. */
  readonly rungInUrl: RungInUrl;
  /** `told`: on its own URL. `wants-ncco`: in the fallback, because that URL's region has failed. */
  readonly asked: 'told' | 'wants-ncco';
}

/** What a caller is offered next. */
export type Step =
  /** Nothing: the call goes on. */
  | { readonly rung: 'none' }
  /** Nothing says where the call stands: what makes sense anywhere, and reports to nobody. */
  | { readonly rung: 'unknown' }
  | { readonly rung: SocketRung; readonly uri: string; readonly state: SocketState }
  | { readonly rung: 'person' | 'voicemail' };

/**
 * The next rung for what happened to a leg: pure, and the same in every region (but that the fallback prefers its own
 * bot). Every leg is offered on a later rung than the one before, so that a call takes four steps at most.
 */
export function nextStep(legEvent: LegEvent, settings: FunctionSettings, nowMs: number): Step {
  const { event, asked } = legEvent;
  switch (legOutcome(event.status)) {
    case 'gone':
      return nextRung(legEvent, settings, nowMs);
    case 'goes-on':
      return { rung: 'none' };
    case 'unknown':
      return { rung: asked === 'told' ? 'none' : 'unknown' };
  }
}

function nextRung({ event, rungInUrl, asked }: LegEvent, settings: FunctionSettings, nowMs: number): Step {
  if (rungInUrl === 'person') return { rung: 'voicemail' };
  // Where the query got lost. Only WebSockets are reported as `disconnected`, with their URI in `to`.
  if (!isSocket(event.to)) return { rung: event.status === 'disconnected' ? 'unknown' : 'voicemail' };

  const state = readState(event.headers, nowMs);
  // What cannot be read may be anything, also the last of many sockets.
  if (state === undefined || rungInUrl === 'unreadable') return { rung: 'person' };
  // One of the two carriers may get lost or be mangled: the one that is further on is believed.
  const attempt = Math.max(state.attempt, ATTEMPTS[rungInUrl]);
  const firstDropAtMs = state.firstDropAtMs ?? droppedAtMs(event, nowMs);
  if (attempt >= MAX_SOCKETS || nowMs - firstDropAtMs > RECONNECT_WINDOW_MS) return { rung: 'person' };

  const told = asked === 'told';
  const { wasOwn, uris } = socketsOf(event.to, settings, told);
  // In the fallback the other region does not answer: its bot is probably gone with it.
  const rung = attempt === 1 && (told || wasOwn) ? 'same-socket' : 'other-socket';
  return { rung, uri: uris[rung], state: { attempt: ATTEMPTS[rung], firstDropAtMs } };
}
