import type { VoiceTimeouts, WebhookTimeoutsJson } from '../../contracts/outputs.ts';
import type { Timeouts, WebhookTimeouts } from '../../contracts/settings/timeouts.ts';
import { DEFAULT_CONNECT_TIMEOUT_SECONDS } from '../../simulator/legs/connect-websocket.ts';

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

/** How long each connect to a WebSocket in these NCCOs may take, ms. */
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
