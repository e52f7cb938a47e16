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
}

/** Nobody comes near the usual quota on one machine, so that it counts only where a test sets it. */
export const unlimited = (): AccountConcurrency => ({ running: new Set(), quota: Infinity });

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
