import { Duration } from 'aws-cdk-lib';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { METRICS } from '../../contracts/metric-names.ts';
import type { DimensionValues, MetricName } from '../../contracts/metric-names.ts';
import type { RouteName } from '../../contracts/routes.ts';

/** What counts is seen within a minute; the functions' metrics have no finer resolution. */
export const MINUTE = Duration.minutes(1);

type Values = DimensionValues & { readonly route: RouteName; readonly code: string };
type Dimensions<N extends MetricName> = Readonly<Pick<Values, (typeof METRICS)[N][number]>>;

/** One metric that the functions emit, its sum in each minute; what is none of theirs does not compile. */
export const counted = <N extends MetricName>(
  namespace: string,
  name: N,
  dimensions: Dimensions<N>,
  region?: string,
): Metric =>
  new Metric({
    namespace,
    metricName: name,
    dimensionsMap: { ...dimensions },
    statistic: Stats.SUM,
    period: MINUTE,
    ...(region === undefined ? {} : { region }),
  });

/** Every metric of that name, whatever its dimensions say: for graphs, where a new value shows by itself. */
export const everyCounted = (namespace: string, name: MetricName): MathExpression => {
  const dimensions = METRICS[name];
  const schema = [namespace, ...dimensions].map((part) => `"${part}"`).join(',');
  return new MathExpression({
    expression: `SEARCH('{${schema}} MetricName="${name}"', 'Sum', ${MINUTE.toSeconds()})`,
    usingMetrics: {},
    label: [name, ...dimensions.map((dimension) => `\${PROP('Dim.${dimension}')}`)].join(' '),
    period: MINUTE,
  });
};
