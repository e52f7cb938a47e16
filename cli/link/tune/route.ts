import { TUNE_ID } from '../../../contracts/journal/journal-key.ts';
import { ownSettings } from '../../../contracts/settings/own-settings.ts';
import type { VoiceTimeouts } from '../../../contracts/outputs.ts';
import { eventUrlOn } from '../../../contracts/rung.ts';
import type { Settings } from '../../../contracts/settings/settings-schema.ts';
import { callbackRequest, keptHere, UNASSIGNED_NUMBER } from '../probe/probe-request.ts';
import type { HttpRequest } from '../../kit/send-http.ts';
import type { Fields, ProbeSigner } from '../probe/probe-request.ts';
import type { VoiceCapability } from '../../../contracts/voice-capability.ts';

/** A URL that Vonage calls, and whose timeouts it calls it with. */
export interface Route {
  readonly name: 'answer' | 'event' | 'websocket-disconnected' | 'fallback';
  readonly webhook: keyof VoiceTimeouts;
  readonly address: string;
  /** One more request of its kind, signed just now. */
  readonly request: (nowMs: number) => HttpRequest;
}

/**
 * The four routes behind the three URLs. A lost bot, or a person who does not answer, is reported to `/websocket-disconnected`,
 * with the event URL's timeouts: Vonage has no others for it.
 */
export function routesOf(
  { webhooks }: VoiceCapability,
  websocketDisconnectedUrl: string,
  signer: ProbeSigner,
  { websocketUri }: Pick<Settings, 'websocketUri'> = ownSettings(),
): readonly Route[] {
  const { callerNumber } = ownSettings();
  let lastMs = 0;
  // No two events are the same: a second copy would be no write.
  const timestamp = (nowMs: number): string => {
    lastMs = Math.max(nowMs, lastMs + 1);
    return new Date(lastMs).toISOString();
  };
  const route = (
    name: Route['name'],
    webhook: Route['webhook'],
    address: string,
    fieldsAt: (nowMs: number) => Fields,
  ): Route => ({
    name,
    webhook,
    address,
    request: (nowMs) =>
      keptHere(
        callbackRequest(
          { address, method: webhooks[webhook].http_method, fields: fieldsAt(nowMs) },
          signer,
          nowMs,
        ),
      ),
  });
  const event = (nowMs: number, more: Fields): Fields => ({
    from: UNASSIGNED_NUMBER,
    to: callerNumber,
    uuid: TUNE_ID,
    conversation_uuid: TUNE_ID,
    timestamp: timestamp(nowMs),
    ...more,
  });
  const call: Fields = {
    from: UNASSIGNED_NUMBER,
    to: callerNumber,
    endpoint_type: 'phone',
    uuid: TUNE_ID,
    conversation_uuid: TUNE_ID,
  };
  const { answer_url: answer, event_url: events, fallback_answer_url: fallback } = webhooks;
  return [
    route('answer', 'answer_url', answer.address, () => call),
    route('event', 'event_url', events.address, (nowMs) =>
      event(nowMs, { status: 'ringing', direction: 'inbound' }),
    ),
    websocketUri === null
      ? route(
          'websocket-disconnected',
          'event_url',
          eventUrlOn(websocketDisconnectedUrl, 'person'),
          (nowMs) => event(nowMs, { to: UNASSIGNED_NUMBER, status: 'unanswered', direction: 'outbound' }),
        )
      : route('websocket-disconnected', 'event_url', websocketDisconnectedUrl, (nowMs) =>
          event(nowMs, { to: websocketUri.primary, status: 'disconnected', headers: { attempt: 1 } }),
        ),
    route('fallback', 'fallback_answer_url', fallback.address, () => ({
      ...call,
      reason: 'Connection closed.',
      original_request: { url: answer.address, type: 'answer' },
    })),
  ];
}
