import type { VoiceTimeouts, WebhookTimeoutsJson } from '../../contracts/outputs.ts';
import type { Timeouts, WebhookTimeouts } from '../../contracts/settings/timeouts.ts';
import { DEFAULT_CONNECT_TIMEOUT_SECONDS } from '../../simulator/legs/connect-websocket.ts';

/** The deployment's own deadlines, with the timeouts that Vonage is configured with in place of the deployed ones. */
export function withVonageTimeouts(deployed: Timeouts, configured: VoiceTimeouts | undefined): Timeouts {
  if (configured === undefined) return deployed;
  return {
    answer: withTimeouts(deployed.answer, configured.answer_url),
    event: withTimeouts(deployed.event, configured.event_url),
    // The ladder's route is an event URL.
    websocketDisconnected: withTimeouts(deployed.websocketDisconnected, configured.event_url),
    fallback: withTimeouts(deployed.fallback, configured.fallback_answer_url),
  };
}

const withTimeouts = <T extends WebhookTimeouts>(
  webhook: T,
  { connect_timeout: connectMs, socket_timeout: socketMs }: WebhookTimeoutsJson,
): T => ({ ...webhook, connectMs, socketMs });

/** The timeout of each connect to a WebSocket in these NCCOs, ms. */
export function socketTimeoutsMs(served: readonly { readonly ncco: unknown }[]): readonly number[] {
  return served
    .flatMap(({ ncco }) => (Array.isArray(ncco) ? (ncco as readonly unknown[]) : []))
    .filter(connectsSocket)
    .map(({ timeout }) => Number(timeout ?? DEFAULT_CONNECT_TIMEOUT_SECONDS) * 1000);
}

function connectsSocket(action: unknown): action is { readonly timeout?: unknown } {
  if (typeof action !== 'object' || action === null || !('endpoint' in action)) return false;
  const { endpoint } = action;
  const first: unknown = Array.isArray(endpoint) ? endpoint[0] : undefined;
  return typeof first === 'object' && first !== null && 'type' in first && first.type === 'websocket';
}
