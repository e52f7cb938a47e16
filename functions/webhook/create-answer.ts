import type { CallFlow } from '../define-flow.ts';
import type { NamedFlows } from '../flow/named-flows.ts';
import type { Runtime } from '../ports.ts';
import { answerCall } from './answer-call.ts';
import { type Canary, type Flows, flowOfCall, flowsOfNumber, ownOf, sealsState } from './canary.ts';
import { noteCall, parseCall } from './parse-call.ts';
import { createWebhook } from './webhook.ts';
import type { WebhookHandler } from './webhook.ts';

/** `/answer`: a call needs its first NCCO. Not in `answer/`, because `/health` runs the same handler. */
export const createAnswer = (
  runtime: Runtime,
  callFlow: CallFlow,
  canary?: Canary,
  named?: NamedFlows,
): WebhookHandler => {
  const flows: Flows = { callFlow, candidate: canary?.candidate, named };
  return createWebhook(runtime, {
    name: 'answer',
    deadline: 'answer',
    refusalStatus: 401,
    unsignedStatus: 503,
    secretsUnavailableStatus: 502,
    sealsState: sealsState(flows),
    own: ownOf(flows),
    answer: async (webhook) => {
      const call = parseCall(webhook.fields);
      webhook.note(noteCall(call, webhook.context.settings));
      const flow = await flowOfCall(call, flowsOfNumber(flows, webhook).callFlow, canary, webhook);
      return answerCall(call, { flow, tier: 'primary', whenTooSlow: 'move-on' }, webhook);
    },
  });
};
