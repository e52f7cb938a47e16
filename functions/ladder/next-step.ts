import type { CallEvent } from '../../contracts/call.ts';
import type { FunctionSettings } from '../../contracts/function-settings.ts';
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

/** A skipped socket counts too, so that `attempt` alone gives the position on the ladder. */
const ATTEMPTS = { none: 1, 'same-socket': 2, 'other-socket': 3 } as const;

/** Something happened to a leg. */
export interface LegEvent {
  readonly event: CallEvent;
  /** The rung in the URL that the event was first sent to. */
  readonly rungInUrl: RungInUrl;
  /** `own-url`: the event came to its own URL. `fallback`: it came to the fallback, because that URL's region has failed. */
  readonly asked: 'own-url' | 'fallback';
}

/** What a caller is offered next. */
export type Step =
  /** Nothing: the call goes on. */
  | { readonly rung: 'none' }
  /** The position on the ladder is unknown: the NCCO must fit anywhere, and no webhook gets its events. */
  | { readonly rung: 'unknown' }
  | { readonly rung: SocketRung; readonly uri: string; readonly state: SocketState }
  | { readonly rung: 'person' | 'voicemail' };

/**
 * The next rung after an event of a leg. Pure, and the same in every region, except that the fallback prefers its own
 * region's bot. Each leg is on a later rung than the one before, so a call takes at most four steps.
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

function nextRung({ event, rungInUrl, asked }: LegEvent, settings: FunctionSettings, nowMs: number): Step {
  if (rungInUrl === 'person') return { rung: 'voicemail' };
  // The query may be missing. Only WebSockets are reported as `disconnected`, with their URI in `to`.
  if (!isSocket(event.to)) return { rung: event.status === 'disconnected' ? 'unknown' : 'voicemail' };

  const state = readState(event.headers, nowMs);
  // An unreadable state may belong to the last allowed socket.
  if (state === undefined || rungInUrl === 'unreadable') return { rung: 'person' };
  // Headers or query may be lost or damaged, so the later position of the two counts.
  const attempt = Math.max(state.attempt, ATTEMPTS[rungInUrl]);
  const firstDropAtMs = state.firstDropAtMs ?? droppedAtMs(event, nowMs);
  if (attempt >= MAX_SOCKETS || nowMs - firstDropAtMs > RECONNECT_WINDOW_MS) return { rung: 'person' };

  const isOwnUrl = asked === 'own-url';
  const { wasOwn, uris } = socketsOf(event.to, settings, isOwnUrl);
  // In the fallback the other region has failed, and its bot probably with it.
  const rung = attempt === 1 && (isOwnUrl || wasOwn) ? 'same-socket' : 'other-socket';
  return { rung, uri: uris[rung], state: { attempt: ATTEMPTS[rung], firstDropAtMs } };
}
