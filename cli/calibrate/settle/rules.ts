import type { RuleName } from '../../../simulator/rules/rule-names.ts';
import { BURST } from '../plan-calls.ts';
import type { Observations } from '../run-calls.ts';
import type { Seen } from '../seen.ts';
import type { Outcome } from './outcomes.ts';
import { hashOfGet, nestedInGet, newTokens, originalUrl, reasonOf, signed } from './requests.ts';
import { holds, measured, NEEDS_DIRECT, NOT_REACHED, times, unknown, unlike } from './settled.ts';
import type { Settled } from './settled.ts';
import type { SettledValues } from './settle-values.ts';
import { callerHeaders, statusAndFallback, statusDelivered, twiceOrOutOfOrder } from './status-events.ts';

export type SettledRules = Readonly<Record<RuleName, Settled>>;

const ELSEWHERE = 'not tried: no experiment of this command meets it';
const NEEDS_WEBSOCKET = 'not tried: it needs a WebSocket endpoint';
const SIMULATORS_OWN = 'a rule of the simulator, not of Vonage';

/** Every rule of a profile: whether it was seen to hold. Pure. */
export function settleRules(
  seen: Observations,
  outcomes: readonly Outcome[],
  values: SettledValues,
): SettledRules {
  const requests = seen.calls.flatMap((call) => call.requests);
  const { retriedErrors, retriedStatuses } = values;
  const once = (says: string, ...names: readonly string[]): Settled<boolean> =>
    goesToFallback(outcomes, says, names);
  return {
    'connect-timeout-is-retried': retriedErrors['connect-timeout'],
    'socket-timeout-is-retried': retriedErrors['socket-timeout'],
    'closed-connection-is-retried': retriedErrors['connection-closed'],
    'reset-connection-is-retried': retriedErrors['connection-reset'],
    'refused-connection-is-retried': retriedErrors['connection-refused'],
    '429-is-retried': retriedStatuses['429'] ?? unknown(NOT_REACHED),
    '503-is-retried': retriedStatuses['503'] ?? unknown(NOT_REACHED),
    '504-is-retried': retriedStatuses['504'] ?? unknown(NOT_REACHED),
    'retry-pause': values.retryPauseMs,
    'last-attempt-goes-to-the-fallback': lastAttempt(outcomes, values.attempts),
    'error-status-goes-to-the-fallback': once(
      'Answers with 401, 404, 500 and 502',
      ...['401', '404', '500', '502'].map((status) => `status-${status}`),
    ),
    'redirect-is-an-invalid-response-code': redirects(outcomes, requests, once('A 302', 'redirects')),
    'tls-fault-goes-to-the-fallback': unknown('not tried: the endpoints have no certificate of their own'),
    'invalid-url-goes-to-the-fallback': unknown('not tried: the Applications API refuses such a URL'),
    'malformed-http-goes-to-the-fallback': seen.isDirect
      ? once('An answer that is no HTTP', 'garbage')
      : unknown(NEEDS_DIRECT),
    'wrong-content-type-goes-to-the-fallback': once('An NCCO as text/html', 'text-plain'),
    'invalid-ncco-goes-to-the-fallback': once(
      'An NCCO cut in half, and one with an unknown action',
      'not-json',
      'unknown-action',
    ),
    'disconnected-event-uses-the-fallback': unknown(NEEDS_WEBSOCKET),
    'call-ends-when-the-fallback-fails': endsWithoutNcco(outcomes),
    'call-flow-goes-on-when-the-fallback-fails': goesOn(
      outcomes,
      'fails-twice',
      'An event and its fallback failed',
    ),
    'valid-ncco-runs': goesOn(outcomes, 'ok', 'The answer was an NCCO', 'answer'),
    'empty-response-goes-on': goesOn(outcomes, 'empty-body', 'The answer to an event was 200 without a body'),
    'empty-array-is-no-ncco': goesOn(outcomes, 'empty-array', 'The answer to an event was []'),
    'status-event-is-delivered': statusDelivered(seen),
    'status-event-is-never-sent-to-the-fallback': statusAndFallback(seen),
    'status-events-of-a-call-are-queued': values.eventQueueTimeoutMs,
    'status-events-may-come-twice-and-out-of-order': twiceOrOutOfOrder(seen),
    'connection-reuse': values.keepsConnections,
    'connect-timeout-covers-tcp':
      retriedErrors['connect-timeout'].certainty === 'measured'
        ? measured(true, retriedErrors['connect-timeout'].observed)
        : retriedErrors['connect-timeout'],
    'socket-timeout-scope': values.socketTimeoutCovers,
    'statuses-200-to-205-are-accepted': accepted(outcomes),
    'callbacks-are-signed': signed(
      requests.filter(({ path }) => path !== '/fallback'),
      'webhook requests',
    ),
    'fallback-is-signed': signed(
      requests.filter(({ path }) => path === '/fallback'),
      'requests to the fallback',
    ),
    'get-hash-covers-the-query': hashOfGet(requests),
    'get-nested-values-are-json-text': nestedInGet(requests),
    'original-url-may-keep-its-query': originalUrl(requests),
    'retry-may-carry-a-new-token': newTokens(outcomes),
    'reason-of-a-connect-timeout': reasonOf(outcomes, 'black-hole'),
    'media-is-compressed': unknown(SIMULATORS_OWN),
    'a-loop-of-nccos-is-ended': unknown(SIMULATORS_OWN),
    'websocket-connect-is-silent': unknown(NEEDS_WEBSOCKET),
    'outbound-legs-are-limited': limited(seen),
    'websocket-legs-may-count-as-outbound': values.countsWebsocketLegs,
    'refusal-for-rate-is-an-error-or-a-status': unknown(ELSEWHERE),
    'websocket-is-pinged': unknown(NEEDS_WEBSOCKET),
    'unreachable-websocket-is-failed-or-unanswered': unknown(NEEDS_WEBSOCKET),
    'stream-needs-audio': unknown(ELSEWHERE),
    'record-and-input-events-may-drop-the-prefix': unknown(ELSEWHERE),
    'caller-events-may-have-headers': callerHeaders(seen),
    'completed-waits-for-the-last-attempt': unknown(ELSEWHERE),
    'transfer-moves-the-caller': unknown(ELSEWHERE),
    'named-conversation-moves-the-caller': unknown(ELSEWHERE),
    'input-may-report-nothing-in-several-forms': unknown(ELSEWHERE),
    'transfer-hangs-up-the-bot': unknown(NEEDS_WEBSOCKET),
    'text-frames-of-a-websocket': unknown(NEEDS_WEBSOCKET),
  };
}

const reached = (outcomes: readonly Outcome[], names: readonly string[]): readonly Outcome[] =>
  outcomes.filter(({ name, attempts }) => names.includes(name) && attempts.length > 0);

/** Asked once, and then the fallback, each time. */
function goesToFallback(
  outcomes: readonly Outcome[],
  says: string,
  names: readonly string[],
): Settled<boolean> {
  const found = reached(outcomes, names);
  if (found.length === 0 || names.some((name) => !found.some((each) => each.name === name)))
    return unknown(NOT_REACHED);
  const otherwise = found.filter(
    ({ attempts, fallbacks }) => attempts.length !== 1 || fallbacks.length === 0,
  );
  const list = (some: readonly Outcome[]): string =>
    some
      .map(
        ({ name, stage, attempts, fallbacks }) =>
          `${name} (${stage}): asked ${times(attempts.length)}, the fallback ${times(fallbacks.length)}`,
      )
      .join('; ');
  const observed = `${says}: ${list(otherwise.length === 0 ? found : otherwise)}.`;
  return holds(otherwise.length === 0, observed);
}

function redirects(
  outcomes: readonly Outcome[],
  requests: readonly Seen[],
  once: Settled<boolean>,
): Settled<boolean> {
  if (reached(outcomes, ['redirects']).length === 0) return unknown(NOT_REACHED);
  const followed = requests.filter(({ path }) => path.endsWith('/redirected')).length;
  return followed > 0 ? unlike(false, `A 302 was followed ${times(followed)}.`) : once;
}

function lastAttempt(outcomes: readonly Outcome[], attempts: Settled<number>): Settled {
  if (attempts.certainty === 'unknown') return attempts;
  const again = outcomes.filter((outcome) => outcome.attempts.length === attempts.value);
  const isAsked = again.every(({ fallbacks }) => fallbacks.length > 0);
  const observed = `After ${String(attempts.value)} attempts the fallback was asked in ${String(again.filter(({ fallbacks }) => fallbacks.length > 0).length)} of ${String(again.length)} cases.`;
  return isAsked ? measured(attempts.value, observed) : unlike(0, observed);
}

function endsWithoutNcco(outcomes: readonly Outcome[]): Settled<boolean> {
  const found = outcomes.find(({ name, stage }) => name === 'fails-twice' && stage === 'answer');
  if (found === undefined || found.fallbacks.length === 0) return unknown(NOT_REACHED);
  const isOver = found.call.requests.some(({ fields }) => fields['status'] === 'completed');
  return isOver
    ? holds(!found.wentOn, 'The answer URL and the fallback failed, and the call was reported as completed.')
    : unknown('the call was not seen to end');
}

/** New calls a second by REST: those of `connect` are not tried. */
function limited({ burst }: Observations): Settled<number> {
  if (burst === undefined) return unknown(NOT_REACHED);
  const observed = `Of ${String(BURST)} calls at once ${String(burst.taken)} were taken, and ${String(burst.putOff)} answered with 429.`;
  return burst.putOff === 0 ? unknown('no call was put off', observed) : measured(burst.taken, observed);
}

/** The next action of the NCCO ran. */
function goesOn(
  outcomes: readonly Outcome[],
  name: string,
  says: string,
  stage: Outcome['stage'] = 'event',
): Settled<boolean> {
  const found = reached(outcomes, [name]).filter((outcome) => outcome.stage === stage);
  if (found.length === 0) return unknown(NOT_REACHED);
  const on = found.filter(
    ({ wentOn, fallbacks }) => wentOn && (name === 'fails-twice' || fallbacks.length === 0),
  );
  const observed = `${says}: in ${String(on.length)} of ${String(found.length)} cases the next action followed.`;
  return on.length === 0 || on.length === found.length
    ? holds(on.length > 0, observed)
    : unknown('the platform did one and the other', observed);
}

function accepted(outcomes: readonly Outcome[]): Settled<boolean> {
  const names = ['ncco-with-201', 'ncco-with-202', 'ncco-with-203'];
  const found = reached(outcomes, names);
  if (found.length < names.length) return unknown(NOT_REACHED);
  const taken = found.filter(({ wentOn, fallbacks }) => wentOn && fallbacks.length === 0);
  return holds(
    taken.length === found.length,
    `NCCOs with 201, 202 and 203: ${String(taken.length)} of ${String(found.length)} were taken.`,
  );
}
