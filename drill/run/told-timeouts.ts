import type { Timeouts, WebhookTimeouts } from '../../contracts/settings/timeouts.ts';
import type { VoiceTimeouts, WebhookTimeoutsJson } from '../../contracts/outputs.ts';

/** The deployment's own deadlines, with what the platform is told instead of the deployed timeouts. */
export function withTold(deployed: Timeouts, told: VoiceTimeouts | undefined): Timeouts {
  if (told === undefined) return deployed;
  return {
    answer: tell(deployed.answer, told.answer_url),
    event: tell(deployed.event, told.event_url),
    // The ladder's route is an event URL.
    websocketDisconnected: tell(deployed.websocketDisconnected, told.event_url),
    fallback: tell(deployed.fallback, told.fallback_answer_url),
  };
}

const tell = <T extends WebhookTimeouts>(
  webhook: T,
  { connect_timeout: connectMs, socket_timeout: socketMs }: WebhookTimeoutsJson,
): T => ({ ...webhook, connectMs, socketMs });
