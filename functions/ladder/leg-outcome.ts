/** Every documented `status` of Vonage's events (webhook reference, NCCO reference, payments guide). */
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

/** `gone`: the caller is left alone. `goes-on`: the call continues, or a party has ended it. */
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
  // Sent after a failure and after a conversation alike; the failure has its own event.
  completed: 'goes-on',
  // The caller has hung up.
  cancelled: 'goes-on',
  input: 'goes-on',
  success: 'goes-on',
  failure: 'goes-on',
  transcribed: 'goes-on',
};

export type LegOutcome = 'gone' | 'goes-on' | 'unknown';

/** What an event's `status` means for the caller; `unknown` if it is absent or undocumented. */
export const legOutcome = (status: string | undefined): LegOutcome =>
  status !== undefined && Object.hasOwn(OUTCOMES, status) ? OUTCOMES[status as EventStatus] : 'unknown';
