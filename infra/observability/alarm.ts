import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { MINUTE } from './metrics.ts';

/** One alarm. */
export interface AlarmSpec {
  /** Last part of its name; its page is docs/runbook/<name>.md. */
  readonly name: string;
  /** The condition, in a sentence. */
  readonly says: string;
  readonly metric: Metric | MathExpression;
  /** A datapoint is bad from here on; or, with `below`, where it is less. */
  readonly threshold: number;
  readonly below?: boolean;
  /** Rings at this many bad datapoints of the last `of`. */
  readonly bad: number;
  readonly of: number;
  /** How a minute without a datapoint counts. */
  readonly missing: 'good' | 'bad';
}

/**
 * Rings for a single event in any of the metrics, until five minutes have none. So recurring trouble notifies once, and an
 * event that is counted four minutes late still rings.
 */
export const forAny = (metrics: readonly Metric[]): Omit<AlarmSpec, 'name' | 'says'> => ({
  metric: sumOf(metrics),
  threshold: 1,
  bad: 1,
  of: 5,
  missing: 'good',
});

const sumOf = (metrics: readonly Metric[]): Metric | MathExpression => {
  const [first, ...others] = metrics;
  if (first !== undefined && others.length === 0) return first;
  return math((ids) => ids.join(' + '), metrics);
};

/**
 * Metric math over ten metrics at most (CloudWatch User Guide, "Limits" of alarms), all of one period. Each is filled with
 * 0 where it has no datapoint: most of ours have no datapoint before the first failure, and AWS does not document that
 * arithmetic treats a metric without any as 0.
 */
export const math = (
  expression: (terms: readonly string[]) => string,
  metrics: readonly Metric[],
  period = MINUTE,
): MathExpression =>
  new MathExpression({
    expression: expression(metrics.map((_metric, index) => `FILL(m${index}, 0)`)),
    usingMetrics: Object.fromEntries(
      metrics.map((metric, index) => [`m${index}`, metric.with({ period })] as const),
    ),
    period,
  });
