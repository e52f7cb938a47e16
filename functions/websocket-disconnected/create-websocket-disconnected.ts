import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Rungs } from '../define-flow.ts';
import { flowNamed, type NamedFlows } from '../flow/named-flows.ts';
import { nextStep } from '../ladder/next-step.ts';
import { readRung, readWaits } from '../../contracts/rung.ts';
import type { JournalingPorts, Runtime } from '../ports.ts';
import { journalEvent } from '../webhook/journal-event.ts';
import { noteCall, parseEvent } from '../webhook/parse-call.ts';
import { offerRung } from '../webhook/offer-rung.ts';
import type { Webhook } from '../webhook/route.ts';
import { createWebhook } from '../webhook/webhook.ts';
import type { WebhookHandler } from '../webhook/webhook.ts';

/**
 * `/websocket-disconnected`: receives every event of the bot's leg and of the legs that replace it. When the leg is lost and
 * the caller is left alone, the next rung of the ladder is served.
 */
export const createWebsocketDisconnected = (
  runtime: Runtime<JournalingPorts>,
  rungs: Rungs,
  named: NamedFlows = {},
): WebhookHandler =>
  createWebhook(runtime, {
    name: 'websocket-disconnected',
    deadline: 'websocketDisconnected',
    refusalStatus: 401,
    unsignedStatus: 503,
    secretsUnavailableStatus: 502,
    answer: async (webhook) => {
      const response = await climb(webhook, rungsOfNumber(webhook, rungs, named));
      await journalEvent(webhook);
      return response;
    },
  });

/** What follows a lost leg is not in any state: the called number's flow says it, with the events that name the number. */
const rungsOfNumber = ({ called, note }: Webhook, rungs: Rungs, named: NamedFlows): Rungs => {
  const flow = flowNamed(called?.flow, named);
  if (flow !== undefined) note({ flow: flow.name });
  return flow?.rungs ?? rungs;
};

function climb(webhook: Webhook, rungs: Rungs): APIGatewayProxyResult | Promise<APIGatewayProxyResult> {
  const { fields, query, context, receivedAtMs, note } = webhook;
  const event = parseEvent(fields);
  const rungInUrl = readRung(query['rung']);
  const waitsInUrl = readWaits(query['waits']);
  const step = nextStep({ event, rungInUrl, waitsInUrl, asked: 'own-url' }, context.settings, receivedAtMs);
  note({
    ...noteCall(event, context.settings),
    event: event.status,
    rungInUrl,
    rung: step.rung,
    ...('waitSeconds' in step && { waitSeconds: step.waitSeconds }),
  });
  return offerRung(step, event, { rungs, whenTooSlow: 'move-on' }, webhook);
}
