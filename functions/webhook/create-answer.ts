import type { CallFlow, Rungs } from '../call-flow-types.ts';
import type { Runtime } from '../ports.ts';
import { answerCall } from './answer-call.ts';
import { noteCall, parseCall } from './parse-call.ts';
import { createWebhook } from './webhook.ts';
import type { WebhookHandler } from './webhook.ts';

/** `/answer`: a call needs its first NCCO. Not in `answer/`, because `/health` runs the same handler. */
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
      return answerCall(call, { callFlow, rungs, tier: 'primary', whenTooSlow: 'move-on' }, webhook);
    },
  });
