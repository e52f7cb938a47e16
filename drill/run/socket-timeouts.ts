import { DEFAULT_CONNECT_TIMEOUT_SECONDS } from '../../simulator/legs/connect-websocket.ts';

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
