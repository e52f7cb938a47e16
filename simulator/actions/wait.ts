import type { ActionPlayer } from './action-player.ts';

const DEFAULT_SECONDS = 10;

/** Out-of-range values are clamped, not refused. */
export const wait: ActionPlayer = async (call, action) => {
  const seconds = Number(action['timeout'] ?? DEFAULT_SECONDS);
  await call.media(Math.min(7200, Math.max(0.1, seconds)));
  return undefined;
};
