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
 * is told of once, and what is counted up to four minutes late still rings.
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
 * Metric math over ten metrics at most (CloudWatch User Guide, "Limits" of alarms), all of one period. Each is filled with 0
 * where it has no datapoint: most of ours are counted for the first time on the day that they are needed, and that
 * arithmetic takes a metric for 0 which has never been there is written nowhere.
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
