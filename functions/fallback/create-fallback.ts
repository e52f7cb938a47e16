import type { APIGatewayProxyResult } from 'aws-lambda';
import { FALLBACK_REASONS, type FallbackReason } from '../../contracts/metric-names.ts';
import type { CallFlow, Rungs } from '../call-flow-types.ts';
import { nextStep } from '../ladder/next-step.ts';
import type { JournalingPorts, Runtime } from '../ports.ts';
import { answerCall } from '../webhook/answer-call.ts';
import { journalEvent } from '../webhook/journal-event.ts';
import { offerRung } from '../webhook/offer-rung.ts';
import { type FallbackRequest, noteCall, parseFallback } from '../webhook/parse-call.ts';
import { MalformedBodyError } from '../webhook/parse-fields.ts';
import type { AddCount, Webhook } from '../webhook/route.ts';
import { respondLastResort } from '../webhook/serve-flow.ts';
import { createWebhook, type WebhookHandler } from '../webhook/webhook.ts';

/**
 * `/fallback`: the other region could not answer. Only the static NCCO comes after this route, so a verified request always
 * gets a valid NCCO. A request that cannot be verified gets 403 or 502, which CloudFront replaces with the static NCCO.
 */
export const createFallback = (
  runtime: Runtime<JournalingPorts>,
  callFlow: CallFlow,
  rungs: Rungs,
): WebhookHandler =>
  createWebhook(runtime, {
    name: 'fallback',
    deadline: 'fallback',
    refusalStatus: 403,
    unsignedStatus: 403,
    secretsUnavailableStatus: 502,
    answer: (webhook) => takeOver(webhook, callFlow, rungs),
    rescue: (error, settings, count) => {
      // The reason is in the body, which could not be read.
      if (error instanceof MalformedBodyError) countUse(undefined, count);
      return respondLastResort(settings);
    },
  });

const countUse = (reason: string | undefined, count: AddCount): void =>
  count({ name: 'FallbackUsed', dimensions: { reason: fallbackReason(reason) } });

async function takeOver(
  webhook: Webhook<JournalingPorts>,
  callFlow: CallFlow,
  rungs: Rungs,
): Promise<APIGatewayProxyResult> {
  const request = parseFallback(webhook.fields);
  const { original, reason, event } = request;
  const { context, note, count } = webhook;
  note({ ...noteCall(event, context.settings), original, platformSays: reason, event: event.status });
  countUse(reason, count);
  switch (original) {
    case 'answer':
      return answerCall(event, { callFlow, rungs, tier: 'secondary', whenTooSlow: 'last-resort' }, webhook);
    case 'event': {
      const response = await climb(request, webhook, rungs);
      await journalEvent(webhook);
      return response;
    }
    case 'unknown':
      // Fits both the start and the middle of a call.
      return respondLastResort(context.settings);
  }
}

function climb(
  { rungInUrl, waitsInUrl, event }: FallbackRequest,
  webhook: Webhook,
  rungs: Rungs,
): APIGatewayProxyResult | Promise<APIGatewayProxyResult> {
  const { context, receivedAtMs, note } = webhook;
  const step = nextStep({ event, rungInUrl, waitsInUrl, asked: 'fallback' }, context.settings, receivedAtMs);
  note({ rungInUrl, rung: step.rung, ...('waitSeconds' in step && { waitSeconds: step.waitSeconds }) });
  return offerRung(step, event, { rungs, whenTooSlow: 'last-resort' }, webhook);
}

/**
 * Vonage's `reason`, such as `Connection closed.` (fact sheet 3), as a value of a metric. It is free text, so case and
 * punctuation are ignored.
 */
export function fallbackReason(text: string | undefined): FallbackReason {
  const words = (text ?? '').toLowerCase().match(/[a-z]+/g) ?? [];
  const reason = words.join('-');
  return FALLBACK_REASONS.find((known) => known === reason) ?? 'other';
}
