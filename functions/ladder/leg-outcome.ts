/** Every `status` that the platform's events are documented with (webhook reference, NCCO reference, payments guide). */
export type EventStatus =
  | 'started'
  | 'ringing'
  | 'answered'
  | 'busy'
  | 'cancelled'
  | 'unanswered'
  | 'rejected'
  | 'failed'
  | 'timeout'
  | 'human'
  | 'machine'
  | 'completed'
  | 'disconnected'
  | 'input'
  | 'success'
  | 'failure'
  | 'transcribed';

/** `gone` leaves the caller with nobody; `goes-on` is news of a call that goes on, or is over by somebody's wish. */
const OUTCOMES: Readonly<Record<EventStatus, 'gone' | 'goes-on'>> = {
  // The socket dropped. Not raised when the caller's leg is hung up, by the caller or through REST.
  disconnected: 'gone',
  // A synchronous connect that did not come about.
  busy: 'gone',
  failed: 'gone',
  rejected: 'gone',
  timeout: 'gone',
  unanswered: 'gone',
  started: 'goes-on',
  ringing: 'goes-on',
  answered: 'goes-on',
  human: 'goes-on',
  machine: 'goes-on',
  // Also after a failure, and after a conversation: what has failed was reported on its own.
  completed: 'goes-on',
  // The caller has given up.
  cancelled: 'goes-on',
  input: 'goes-on',
  success: 'goes-on',
  failure: 'goes-on',
  transcribed: 'goes-on',
};

export type LegOutcome = 'gone' | 'goes-on' | 'unknown';

/** What an event's `status` means for the caller; `unknown` for one that is absent or unheard of. */
export const legOutcome = (status: string | undefined): LegOutcome =>
  status !== undefined && Object.hasOwn(OUTCOMES, status) ? OUTCOMES[status as EventStatus] : 'unknown';
