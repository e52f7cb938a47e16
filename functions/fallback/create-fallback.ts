import type { APIGatewayProxyResult } from 'aws-lambda';
import { FALLBACK_REASONS, type FallbackReason } from '../../contracts/metric-names.ts';
import type { CallFlow } from '../define-flow.ts';
import { happenedIn } from '../flow/happened.ts';
import type { NamedFlows } from '../flow/named-flows.ts';
import { nextStep } from '../ladder/next-step.ts';
import type { JournalingPorts, Runtime } from '../ports.ts';
import { answerCall } from '../webhook/answer-call.ts';
import { answerStep } from '../webhook/answer-step.ts';
import { type Canary, type Flows, flowOfCall, flowsOfNumber, ownOf, sealsState } from '../webhook/canary.ts';
import { answerEvent, answerPlainEvent } from '../webhook/forward-event.ts';
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
  canary?: Canary,
  named?: NamedFlows,
): WebhookHandler => {
  const flows: Flows = { callFlow, candidate: canary?.candidate, named };
  return createWebhook(runtime, {
    name: 'fallback',
    deadline: 'fallback',
    refusalStatus: 403,
    unsignedStatus: 403,
    secretsUnavailableStatus: 502,
    sealsState: sealsState(flows),
    own: ownOf(flows),
    answer: (webhook) => takeOver(webhook, flowsOfNumber(flows, webhook), canary),
    rescue: (error, settings, count) => {
      // The reason is in the body, which could not be read.
      if (error instanceof MalformedBodyError) countUse(undefined, count);
      return respondLastResort(settings);
    },
  });
};

const countUse = (reason: string | undefined, count: AddCount): void =>
  count({ name: 'FallbackUsed', dimensions: { reason: fallbackReason(reason) } });

async function takeOver(
  webhook: Webhook<JournalingPorts>,
  flows: Flows,
  canary: Canary | undefined,
): Promise<APIGatewayProxyResult> {
  const request = parseFallback(webhook.fields);
  const { original, reason, event } = request;
  const { context, note, count } = webhook;
  note({ ...noteCall(event, context.settings), original, platformSays: reason, event: event.status });
  countUse(reason, count);
  switch (original) {
    case 'answer': {
      const flow = await flowOfCall(event, flows.callFlow, canary, webhook);
      return answerCall(event, { flow, tier: 'secondary', whenTooSlow: 'last-resort' }, webhook);
    }
    case 'event': {
      // A step that uses up the time must not cost the event its place in the journal.
      const [response] = await Promise.all([
        answerFailedEvent(request, flows, webhook),
        journalEvent(webhook),
      ]);
      return response;
    }
    case 'unknown':
      // Fits both the start and the middle of a call.
      return respondLastResort(context.settings);
  }
}

async function answerFailedEvent(
  request: FallbackRequest,
  flows: Flows,
  webhook: Webhook<JournalingPorts>,
): Promise<APIGatewayProxyResult> {
  const { stateInUrl, isOfEventUrl, event } = request;
  const answering = { flows, whenTooSlow: 'last-resort' } as const;
  const answer =
    stateInUrl !== undefined
      ? await answerEvent(stateInUrl, event, answering, webhook)
      : isOfEventUrl
        ? await answerPlainEvent(event, answering, webhook)
        : undefined;
  if (answer?.ok === true) return answer.response;
  return isOfStep(request, flows)
    ? answerStep(undefined, event, answering, webhook)
    : climb(request, webhook, flows.callFlow.rungs);
}

/** A question's or a notify's event belongs to a step also where its URL was lost: only actions that lead on ask for an NCCO. */
function isOfStep({ event }: FallbackRequest, flows: Flows): boolean {
  const happened = sealsState(flows) ? happenedIn(event) : undefined;
  return happened !== undefined && happened.kind !== 'connect';
}

function climb(
  { rungInUrl, waitsInUrl, event }: FallbackRequest,
  webhook: Webhook,
  rungs: CallFlow['rungs'],
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
