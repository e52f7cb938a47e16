import { haveSteps } from '../../contracts/call-flow-report.ts';
import type { CallFlow } from '../define-flow.ts';
import { happenedIn } from '../flow/happened.ts';
import type { NamedFlows } from '../flow/named-flows.ts';
import type { JournalingPorts, Runtime } from '../ports.ts';
import { type Flows, flowsOfNumber, ownOf, sealsState } from '../webhook/canary.ts';
import { answerEvent, answerPlainEvent } from '../webhook/forward-event.ts';
import { WHILE_A_CALLER_WAITS, keepEvent, logLost } from '../webhook/journal-event.ts';
import type { KeptEvent } from '../webhook/journal-event.ts';
import type { JournalTimeouts } from '../webhook/write-journal-entry.ts';
import { noteCall, parseEvent } from '../webhook/parse-call.ts';
import { respondCode, respondEmpty } from '../webhook/respond.ts';
import { createWebhook } from '../webhook/webhook.ts';
import type { WebhookHandler } from '../webhook/webhook.ts';

/** The other bucket is tried only after the first one's timeout. */
const IN_TURN: JournalTimeouts = { perBucketMs: 500, otherAfterMs: 500 };
/** Of an event that no caller waits for, on a route whose deadline is a waiting caller's. */
const BEFORE_THE_DEADLINE: JournalTimeouts = { perBucketMs: 500, otherAfterMs: 100 };
/** The maximum number of refused events that are remembered. */
const MOST_REFUSED = 1000;

/**
 * `/event`: something happened in a call. With a state in its path the event is of an action that leads on, and its step
 * answers, or the application that its URL was led here from; what a caller waits for goes out whether it is journaled or not. Any other event
 * is answered once it is in a journal. No fallback receives a status event, so 503 asks Vonage for its one retry where the event cannot
 * be journaled, the application is unreachable, or no secret is available.
 */
export const createEvent = (
  runtime: Runtime<JournalingPorts>,
  callFlow: CallFlow,
  candidate?: CallFlow,
  named?: NamedFlows,
): WebhookHandler => {
  const all: Flows = { callFlow, candidate, named };
  const isSecondTime = rememberRefused();
  return createWebhook(runtime, {
    name: 'event',
    deadline: 'event',
    refusalStatus: 401,
    unsignedStatus: 503,
    secretsUnavailableStatus: 503,
    // A caller waits: what cannot be answered at once goes to the other region.
    withState: { deadline: 'websocketDisconnected', secretsUnavailableStatus: 502 },
    sealsState: sealsState(all),
    own: haveSteps(all) ? ownOf(all) : [],
    answer: async (webhook) => {
      const event = parseEvent(webhook.fields);
      webhook.note({ ...noteCall(event, webhook.context.settings), event: event.status });
      const answering = { flows: flowsOfNumber(all, webhook), whenTooSlow: 'move-on' } as const;
      const { state } = webhook;
      const timeoutsWithState = happenedIn(event) === undefined ? BEFORE_THE_DEADLINE : WHILE_A_CALLER_WAITS;
      // A step that uses up the time must not cost the event its place in the journal.
      const [answer, kept] = await Promise.all([
        state === undefined
          ? answerPlainEvent(event, answering, webhook)
          : answerEvent(state, event, answering, webhook),
        keepEvent(webhook, state === undefined ? IN_TURN : timeoutsWithState),
      ]);
      // It goes out at once, whatever became of the event.
      const isAwaited = answer?.ok === true && answer.isAwaited;
      const isWanted = answer?.ok === false && answer.isRetried;
      const code = kept.kept ? (isWanted ? 'application-failed' : undefined) : 'journal-unavailable';
      if (!isAwaited && code !== undefined && !isSecondTime(kept)) {
        webhook.note({ code, ...(kept.kept ? {} : { key: kept.key, problems: kept.problems }) });
        return respondCode(503, code);
      }
      if (!kept.kept) logLost(webhook, kept);
      return answer?.ok === true ? answer.response : respondEmpty();
    },
  });
};

/**
 * Whether this environment has refused the same event before. A retry that reaches another environment is refused again;
 * Vonage gives up in either case, and the event is in the log with its key.
 */
function rememberRefused(): (event: KeptEvent) => boolean {
  const keys = new Set<string>();
  return (event) => {
    const key = 'key' in event ? event.key : undefined;
    // Events without a key cannot be told apart.
    if (key === undefined) return false;
    if (keys.delete(key)) return true;
    if (keys.size >= MOST_REFUSED) keys.clear();
    keys.add(key);
    return false;
  };
}
