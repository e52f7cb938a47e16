import type { CallFlow } from '../define-flow.ts';
import type { JournalingPorts, Runtime } from '../ports.ts';
import { answerStep } from '../webhook/answer-step.ts';
import { ownOf, sealsState } from '../webhook/canary.ts';
import { journalEvent, keepEvent, logLost } from '../webhook/journal-event.ts';
import type { LostEvent } from '../webhook/journal-event.ts';
import type { JournalTimeouts } from '../webhook/write-journal-entry.ts';
import { noteCall, parseEvent } from '../webhook/parse-call.ts';
import { respondCode, respondEmpty } from '../webhook/respond.ts';
import { createWebhook } from '../webhook/webhook.ts';
import type { WebhookHandler } from '../webhook/webhook.ts';

/** The other bucket is tried only after the first one's timeout. */
const IN_TURN: JournalTimeouts = { perBucketMs: 500, otherAfterMs: 500 };
/** The maximum number of refused events that are remembered. */
const MOST_REFUSED = 1000;

/**
 * `/event`: something happened in a call. With a state in its path the event is of an action that leads on, and its step
 * answers; it is journaled while the caller waits. Any other event is answered once it is in a journal. No fallback receives a
 * status event, so 503 asks Vonage for its one retry where the event cannot be journaled or no secret is available.
 */
export const createEvent = (
  runtime: Runtime<JournalingPorts>,
  callFlow: CallFlow,
  candidate?: CallFlow,
): WebhookHandler => {
  const flows = { callFlow, candidate };
  const isSecondTime = rememberRefused();
  return createWebhook(runtime, {
    name: 'event',
    deadline: 'event',
    refusalStatus: 401,
    unsignedStatus: 503,
    secretsUnavailableStatus: 503,
    // A caller waits: what cannot be answered at once goes to the other region.
    withState: { deadline: 'websocketDisconnected', secretsUnavailableStatus: 502 },
    sealsState: sealsState(flows),
    own: sealsState(flows) ? ownOf(flows) : [],
    answer: async (webhook) => {
      const event = parseEvent(webhook.fields);
      webhook.note({ ...noteCall(event, webhook.context.settings), event: event.status });
      if (webhook.state !== undefined) {
        // A step that uses up the time must not cost the event its place in the journal.
        const [answer] = await Promise.all([
          answerStep(webhook.state, event, { flows, whenTooSlow: 'move-on' }, webhook),
          journalEvent(webhook),
        ]);
        return answer;
      }
      const kept = await keepEvent(webhook, IN_TURN);
      if (kept.kept) return respondEmpty();
      if (!isSecondTime(kept)) {
        webhook.note({ code: 'journal-unavailable', key: kept.key, problems: kept.problems });
        return respondCode(503, 'journal-unavailable');
      }
      logLost(webhook, kept);
      return respondEmpty();
    },
  });
};

/**
 * Whether this environment has refused the same event before. A retry that reaches another environment is refused again;
 * Vonage gives up in either case, and the event is in the log with its key.
 */
function rememberRefused(): (event: LostEvent) => boolean {
  const keys = new Set<string>();
  return ({ key }) => {
    // Events without a key cannot be told apart.
    if (key === undefined) return false;
    if (keys.delete(key)) return true;
    if (keys.size >= MOST_REFUSED) keys.clear();
    keys.add(key);
    return false;
  };
}
