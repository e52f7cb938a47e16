import type { Ports } from '../ports.ts';

/** An environment that was started for somebody who waits. */
export interface ColdStart {
  /** When it began, ms since 1970. */
  readonly sinceMs: number;
  /** From there until it could serve, ms. */
  readonly initMs: number;
}

/**
 * Lambda may start an environment some time before a request comes, also without provisioned concurrency ("Understanding
 * the Lambda execution environment lifecycle"): one that has been ready for so long was waited for by nobody.
 */
const MADE_AHEAD_AFTER_MS = 1000;

/** Call it when the environment is ready. What it returns tells an environment's first invocation that it is a cold start. */
export function watchColdStart({
  environmentStartMs,
  clock,
}: Pick<Ports, 'environmentStartMs' | 'clock'>): (nowMs: number) => ColdStart | undefined {
  const readyMs = clock.nowMs();
  let isFirst = true;
  return (nowMs) => {
    const isCold = isFirst && environmentStartMs !== undefined && nowMs - readyMs <= MADE_AHEAD_AFTER_MS;
    isFirst = false;
    return isCold ? { sinceMs: environmentStartMs, initMs: readyMs - environmentStartMs } : undefined;
  };
}
