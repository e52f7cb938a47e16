import type { JournalingPorts, Runtime } from '../ports.ts';
import { keepEvent, logLost } from '../webhook/journal-event.ts';
import type { LostEvent } from '../webhook/journal-event.ts';
import type { Patience } from '../webhook/keep-entry.ts';
import { noteCall, parseEvent } from '../webhook/parse-call.ts';
import { respondCode, respondEmpty } from '../webhook/respond.ts';
import { createWebhook } from '../webhook/webhook.ts';
import type { WebhookHandler } from '../webhook/webhook.ts';

/** One bucket after the other. */
const IN_TURN: Patience = { perBucketMs: 500, otherAfterMs: 500 };
/** Refused events that are remembered at most. */
const MOST_REFUSED = 1000;

/**
 * `/event`: something happened in a call. It is answered once it is in a journal. Nobody takes over a lost status event, so
 * that one which cannot be kept, and a missing secret, ask for a retry (503); the platform tries once more.
 */
export const createEvent = (runtime: Runtime<JournalingPorts>): WebhookHandler => {
  const isSecondTime = rememberRefused();
  return createWebhook(runtime, {
    name: 'event',
    deadline: 'event',
    refusalStatus: 401,
    unsignedStatus: 503,
    secretsUnavailableStatus: 503,
    answer: async (webhook) => {
      const event = parseEvent(webhook.fields);
      webhook.note({ ...noteCall(event, webhook.context.settings), event: event.status });
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
 * Whether an event was refused here before. A retry that finds another environment is refused again; the platform gives up
 * either way, and the event is in the log with its key.
 */
function rememberRefused(): (event: LostEvent) => boolean {
  const keys = new Set<string>();
  return ({ key }) => {
    // Nothing tells one such event from another.
    if (key === undefined) return false;
    if (keys.delete(key)) return true;
    if (keys.size >= MOST_REFUSED) keys.clear();
    keys.add(key);
    return false;
  };
}
