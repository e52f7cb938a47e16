import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { MINUTE } from './metrics.ts';

/** What somebody is told of. */
export interface AlarmSpec {
  /** Last part of its name; its page is docs/runbook/<name>.md. */
  readonly name: string;
  /** What has happened, in a sentence. */
  readonly says: string;
  readonly metric: Metric | MathExpression;
  /** A datapoint is bad from here on; or, with `below`, where it is less. */
  readonly threshold: number;
  readonly below?: boolean;
  /** So many bad datapoints of the last so many. */
  readonly bad: number;
  readonly of: number;
  /** What a minute without a datapoint is taken for. */
  readonly missing: 'good' | 'bad';
}

/**
 * Rings for a single event in whichever of the metrics, and until five minutes are without one: trouble that comes and goes
 * is told of once. No FILL: a filled minute counts as a good one, also where its number comes later; unfilled, what comes a
 * few minutes late still rings (CloudWatch User Guide, "Configuring how CloudWatch alarms treat missing data", and FILL in
 * "Using math expressions").
 */
export const forAny = (metrics: readonly Metric[]): Omit<AlarmSpec, 'name' | 'says'> => ({
  metric: sumOf(metrics),
  threshold: 1,
  bad: 1,
  of: 5,
  missing: 'good',
});

/** In arithmetic a metric without a datapoint counts as 0, where another one has one (the same guide). */
const sumOf = (metrics: readonly Metric[]): Metric | MathExpression => {
  const [first, ...others] = metrics;
  if (first !== undefined && others.length === 0) return first;
  return math(metrics.map((_metric, index) => `m${index}`).join(' + '), metrics);
};

/** `expression` over `m0`, `m1`, …: ten at most (CloudWatch User Guide, "Limits" of alarms), all of one period. */
export const math = (expression: string, metrics: readonly Metric[], period = MINUTE): MathExpression =>
  new MathExpression({
    expression,
    usingMetrics: Object.fromEntries(
      metrics.map((metric, index) => [`m${index}`, metric.with({ period })] as const),
    ),
    period,
  });
