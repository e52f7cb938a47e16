import { ofType } from '../../synthesized.ts';
import type { Template } from '../../synthesized.ts';
import { evaluateExpression } from '../cloudwatch/evaluate-expression.ts';
import type { Series } from '../cloudwatch/evaluate-expression.ts';
import type { AlarmRule } from '../cloudwatch/alarm-state.ts';
import { resolved } from './metric-ref.ts';
import type { MetricRef } from './metric-ref.ts';

export interface ReadAlarm extends AlarmRule {
  /** As CloudWatch shows it. */
  readonly fullName: string;
  readonly description: string;
  /** Logical ids, without their hash, of what it tells when it begins to ring. */
  readonly tells: readonly string[];
  /** Over the ids of `metrics`. */
  readonly expression: string;
  readonly metrics: Readonly<Record<string, MetricRef>>;
  readonly periodS: number;
  /** `>= 1` */
  readonly condition: string;
  /** The alarm's value in each period, from its metrics' values. */
  readonly valueOf: (metrics: Readonly<Record<string, Series>>) => Series;
}

interface MetricStat {
  readonly Metric: {
    readonly Namespace: string;
    readonly MetricName: string;
    readonly Dimensions?: readonly { readonly Name: string; readonly Value: unknown }[];
  };
  readonly Period: number;
  readonly Stat: string;
}
interface Query {
  readonly Id: string;
  readonly Expression?: string;
  readonly MetricStat?: MetricStat;
  readonly ReturnData: boolean;
}

const COMPARE: Readonly<Record<string, readonly [string, (value: number, threshold: number) => boolean]>> = {
  GreaterThanOrEqualToThreshold: ['>=', (value, threshold) => value >= threshold],
  LessThanThreshold: ['<', (value, threshold) => value < threshold],
};

/** Every alarm of a template, by the last part of its name. */
export const readAlarms = (template: Template, stack: string): Readonly<Record<string, ReadAlarm>> =>
  Object.fromEntries(
    ofType(template, 'AWS::CloudWatch::Alarm').map(([, { Properties }]) => [
      String(Properties.AlarmName).replace(`${stack}-`, ''),
      readAlarm(Properties, template),
    ]),
  );

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- CloudFormation's properties have no type
function readAlarm(properties: any, template: Template): ReadAlarm {
  const stats = statsOf(properties);
  const one = <T>(values: readonly T[], what: string): T => {
    const [first, ...others] = new Set(values);
    if (first === undefined || others.length > 0) throw new Error(`Expected one ${what}.`);
    return first;
  };
  one(
    Object.values(stats).map(({ Stat }) => Stat),
    'statistic',
  );
  const expression = properties.Metrics === undefined ? 'm0' : theExpression(properties.Metrics);
  const [sign, compare] = COMPARE[properties.ComparisonOperator as string] ?? ['?', () => false];
  const threshold = properties.Threshold as number;
  return {
    fullName: properties.AlarmName,
    description: properties.AlarmDescription,
    tells: (properties.AlarmActions as unknown[]).map((action) => resolved(action, template)),
    expression,
    metrics: Object.fromEntries(Object.entries(stats).map(([id, stat]) => [id, refOf(stat, template)])),
    periodS: one(
      Object.values(stats).map(({ Period }) => Period),
      'period',
    ),
    condition: `${sign} ${threshold}`,
    valueOf: (metrics) => evaluateExpression(expression, metrics),
    isBad: (value) => compare(value, threshold),
    bad: properties.DatapointsToAlarm,
    of: properties.EvaluationPeriods,
    missing: properties.TreatMissingData,
  };
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- CloudFormation's properties have no type
function statsOf(properties: any): Readonly<Record<string, MetricStat>> {
  if (properties.Metrics === undefined) {
    const { Namespace, MetricName, Dimensions, Period, Statistic } = properties;
    return { m0: { Metric: { Namespace, MetricName, Dimensions }, Period, Stat: Statistic } };
  }
  return Object.fromEntries(
    (properties.Metrics as readonly Query[]).flatMap(({ Id, MetricStat: stat }) =>
      stat === undefined ? [] : [[Id, stat] as const],
    ),
  );
}

function theExpression(queries: readonly Query[]): string {
  const [returned, ...others] = queries.filter(({ ReturnData }) => ReturnData);
  if (returned?.Expression === undefined || others.length > 0)
    throw new Error('Expected one expression that is returned.');
  return returned.Expression;
}

const refOf = ({ Metric }: MetricStat, template: Template): MetricRef => ({
  namespace: Metric.Namespace,
  name: Metric.MetricName,
  dimensions: Object.fromEntries(
    (Metric.Dimensions ?? []).map(({ Name, Value }) => [Name, resolved(Value, template)]),
  ),
});
