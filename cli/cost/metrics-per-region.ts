import { RUNGS } from '../../contracts/rung.ts';
import type { MetricName } from '../../contracts/metric-names.ts';

/**
 * What a region that answers the calls writes in an ordinary hour: bots are lost now and then, environments start, unauthenticated
 * callers are refused, and nothing is broken. AWS bills each metric with each value of its dimensions separately, and only
 * for hours in which it is written ("Custom metrics", CloudWatch pricing). So these counts, not all possible metrics, make up
 * the monthly cost. Each new metric needs its count here.
 */
const OF_A_BUSY_REGION: Readonly<Record<MetricName, number>> = {
  // One value: the region's own tier.
  CallAnswered: 1,
  FallbackUsed: 0,
  RungOffered: RUNGS.length,
  // One value: the secret in use.
  CallbackAccepted: 1,
  // Two codes: unauthenticated callers without a signature, and with an invalid one.
  CallbackRefused: 2,
  Refusal: 1,
  GenuineRefusal: 0,
  Unsigned: 1,
  SourceOutsideRanges: 0,
  // Own, and what came twice.
  JournalWrite: 2,
  DeadlineCut: 0,
  // A cold start of `answer`, and one of `event`.
  NearMiss: 2,
  NccoReplaced: 0,
  LookUpDefault: 0,
  ApplicationFailed: 0,
  // Itself and the other region, both well.
  SyntheticCheck: 2,
};

/** While the other region answers the calls, a region writes what its synthetic check finds. */
const IDLE: readonly MetricName[] = ['SyntheticCheck'];

export const METRICS_OF_A_BUSY_REGION = Object.values(OF_A_BUSY_REGION).reduce(
  (sum, count) => sum + count,
  0,
);

export const METRICS_OF_AN_IDLE_REGION = IDLE.reduce((sum, name) => sum + OF_A_BUSY_REGION[name], 0);
