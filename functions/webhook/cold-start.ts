import type { WallClock } from '../../contracts/clock.ts';
import type { Ports } from '../ports.ts';

/** The start of an environment that a request has waited for. */
export interface ColdStart {
  /** When it began, ms since 1970. */
  readonly sinceMs: number;
  /** Time until the environment could serve. */
  readonly initMs: number;
}

/**
 * Lambda may start an environment some time before a request comes, also without provisioned concurrency ("Understanding
 * the Lambda execution environment lifecycle"). No request has waited for an environment that was ready for this long.
 */
const MADE_AHEAD_AFTER_MS = 1000;

/** Call this when the environment is ready. The returned function recognizes the first invocation as a cold start. */
export function watchColdStart({
  environmentStartMs,
  clock,
}: Pick<Ports, 'environmentStartMs'> & { readonly clock: WallClock }): (
  nowMs: number,
) => ColdStart | undefined {
  const readyMs = clock.nowMs();
  let isFirst = true;
  return (nowMs) => {
    const isCold = isFirst && environmentStartMs !== undefined && nowMs - readyMs <= MADE_AHEAD_AFTER_MS;
    isFirst = false;
    return isCold ? { sinceMs: environmentStartMs, initMs: readyMs - environmentStartMs } : undefined;
  };
}
