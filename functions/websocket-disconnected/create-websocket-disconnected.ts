import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Rungs } from '../core/call-flow-types.ts';
import { nextStep } from '../core/ladder/next-step.ts';
import { readRung } from '../core/ladder/rung.ts';
import type { JournalingPorts, Runtime } from '../core/ports.ts';
import { journalEvent } from '../edge/journal-event.ts';
import { noteCall } from '../edge/note-call.ts';
import { offerRung } from '../edge/offer-rung.ts';
import { parseEvent } from '../edge/parse-event.ts';
import type { Webhook } from '../edge/route.ts';
import { createWebhook } from '../edge/webhook.ts';
import type { WebhookHandler } from '../edge/webhook.ts';

/**
 * `/websocket-disconnected`: every event of the bot's leg and of the legs that are offered in its place. An outcome that
 * leaves the caller with nobody climbs the ladder.
 */
export const createWebsocketDisconnected = (
  runtime: Runtime<JournalingPorts>,
  rungs: Rungs,
): WebhookHandler =>
  createWebhook(runtime, {
    name: 'websocket-disconnected',
    deadline: 'websocketDisconnected',
    refusalStatus: 401,
    unsignedStatus: 503,
    secretsUnavailableStatus: 502,
    answer: async (webhook) => {
      const response = await climb(webhook, rungs);
      await journalEvent(webhook);
      return response;
    },
  });

function climb(webhook: Webhook, rungs: Rungs): APIGatewayProxyResult | Promise<APIGatewayProxyResult> {
  const { fields, query, context, receivedAtMs, note } = webhook;
  const event = parseEvent(fields);
  const rungInUrl = readRung(query['rung']);
  const step = nextStep({ event, rungInUrl, asked: 'told' }, context.settings, receivedAtMs);
  note({ ...noteCall(event, context.settings), event: event.status, rungInUrl, rung: step.rung });
  return offerRung(step, event, { rungs, whenTooSlow: 'move-on' }, webhook);
}
