import type { APIGatewayProxyResult } from 'aws-lambda';
import { haveSteps } from '../../contracts/call-flow-report.ts';
import type { CallFlow } from '../define-flow.ts';
import type { NamedFlows } from '../flow/named-flows.ts';
import type { JournalingPorts, Runtime } from '../ports.ts';
import { type Flows, flowsOfNumber, ownOf, sealsState } from '../webhook/canary.ts';
import { answerEvent, answerPlainEvent } from '../webhook/forward-event.ts';
import { journalEvent, keepEvent, logLost } from '../webhook/journal-event.ts';
import type { KeptEvent } from '../webhook/journal-event.ts';
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
 * answers, or the application that its URL was led here from; it is journaled while the caller waits. Any other event is answered once
 * it is in a journal, and with the application's answer where the call flow forwards. No fallback receives a status event, so 503 asks Vonage for
 * its one retry where the event cannot be journaled, the application is unreachable, or no secret is available.
 */
export const createEvent = (
  runtime: Runtime<JournalingPorts>,
  callFlow: CallFlow,
  candidate?: CallFlow,
  named?: NamedFlows,
): WebhookHandler => {
  const all: Flows = { callFlow, candidate, ...(named && { named }) };
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
      if (webhook.state !== undefined) {
        // A step that uses up the time must not cost the event its place in the journal.
        const [answer, kept] = await Promise.all([
          answerEvent(webhook.state, event, answering, webhook),
          journalEvent(webhook),
        ]);
        if (answer.ok) return answer.response;
        return answer.isRetried && !isSecondTime(kept) ? askAgain('application-failed') : respondEmpty();
      }
      const [answer, kept] = await Promise.all([
        answerPlainEvent(event, answering, webhook),
        keepEvent(webhook, IN_TURN),
      ]);
      const response = answer?.ok === true ? answer.response : respondEmpty();
      // An answer that a caller waits for goes out, whatever became of the event.
      if (response.body === '') {
        const isWanted = answer?.ok === false && answer.isRetried;
        const code = kept.kept ? (isWanted ? 'application-failed' : undefined) : 'journal-unavailable';
        if (code !== undefined && !isSecondTime(kept)) {
          webhook.note({ code, ...(kept.kept ? {} : { key: kept.key, problems: kept.problems }) });
          return askAgain(code);
        }
      }
      if (!kept.kept) logLost(webhook, kept);
      return response;
    },
  });
};

/** Vonage sends the event once more: to the application as well, which gets the second chance that Vonage would give it. */
const askAgain = (code: string): APIGatewayProxyResult => respondCode(503, code);

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
