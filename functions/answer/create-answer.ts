import type { CallFlow, Rungs } from '../core/call-flow-types.ts';
import { firstRun } from '../core/ladder/flow-run.ts';
import type { Runtime } from '../core/ports.ts';
import { noteCall } from '../edge/note-call.ts';
import { parseCall } from '../edge/parse-call.ts';
import { serveFlow } from '../edge/serve-flow.ts';
import { createWebhook } from '../edge/webhook.ts';
import type { WebhookHandler } from '../edge/webhook.ts';

/** `/answer`: a call wants its first NCCO. */
export const createAnswer = (runtime: Runtime, callFlow: CallFlow, rungs: Rungs): WebhookHandler =>
  createWebhook(runtime, {
    name: 'answer',
    deadline: 'answer',
    refusalStatus: 401,
    unsignedStatus: 503,
    secretsUnavailableStatus: 502,
    answer: (webhook) => {
      const call = parseCall(webhook.fields);
      webhook.note(noteCall(call, webhook.context.settings));
      return serveFlow(firstRun(call, callFlow, rungs, webhook.context), 'move-on', webhook);
    },
  });
