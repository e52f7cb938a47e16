import { totalmem } from 'node:os';
import type { InvocationMeter } from './invocation-meter.ts';

/**
 * How many environments run at once in an account's region, over all functions without a reservation of their own; none of
 * ours has one. The quota is 1,000, and 10 or 50 in a new account until AWS raises it by itself
 * (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html; the numbers: milliHQ/terraform-aws-next-js
 * #251, awslabs/fhir-works-on-aws-deployment #691).
 */
export interface AccountConcurrency {
  /** An invocation each. */
  readonly running: Set<InvocationMeter>;
  quota: number;
  /** Every living environment, frozen ones included. */
  readonly living: Set<Reclaimable>;
  /** As many environments as the machine can bear: one more is started only in the place of an idle one. */
  readonly mostLiving: number;
}

/** An environment as its account sees it. */
export interface Reclaimable {
  readonly isIdle: boolean;
  kill(): void;
}

/** The usual quota, unless a test sets another one. */
const USUAL_QUOTA = 1000;
/** What an environment's process takes. */
const ENVIRONMENT_BYTES = 70 * 2 ** 20;
/** A drill has this many in a region. */
const LEAST = 96;

const MACHINE_BYTES = totalmem();

/** @param memoryBytes of the machine; each of the two regions may take a quarter of it */
export const accountOf = (memoryBytes = MACHINE_BYTES): AccountConcurrency => ({
  running: new Set(),
  quota: USUAL_QUOTA,
  living: new Set(),
  mostLiving: Math.min(USUAL_QUOTA, Math.max(LEAST, Math.floor(memoryBytes / 4 / ENVIRONMENT_BYTES))),
});

/** Makes room for one more environment, by the end of the one that has been idle longest if need be. */
export function hasRoom({ living, mostLiving }: AccountConcurrency): boolean {
  if (living.size < mostLiving) return true;
  for (const each of living) {
    if (!each.isIdle) continue;
    each.kill();
    living.delete(each);
    return true;
  }
  return false;
}

/** Runs tasks in the order they came, so many at a time. */
export function inTurns(atATime: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= atATime) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      // The next one takes this one's place.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
