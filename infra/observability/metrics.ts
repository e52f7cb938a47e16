import { Duration } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { METRICS } from '../../contracts/metric-names.ts';
import type { DimensionValues, MetricName } from '../../contracts/metric-names.ts';
import type { RouteName } from '../../contracts/routes.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { staticBucketName } from '../physical-names.ts';
import { ERROR_PAGES } from '../static-tier/error-pages.ts';

/** The observed parts of a serving region. */
export interface ObservedRegion {
  readonly settings: Settings;
  readonly role: 'primary' | 'secondary';
  readonly api: RestApi;
  /** Every function of the region. */
  readonly functions: readonly LambdaFunction[];
}

/** The functions' metrics have no finer resolution. */
export const MINUTE = Duration.minutes(1);

type Values = DimensionValues & { readonly route: RouteName; readonly code: string };
type Dimensions<N extends MetricName> = Readonly<Pick<Values, (typeof METRICS)[N][number]>>;

/** A metric that the functions emit, summed per minute. A name or dimension that they do not emit does not compile. */
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

/** All metrics of that name, with any dimension values. For graphs: a new value appears without a change here. */
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

/**
 * Reads of a distribution's error page, by edges that have no fresh copy ("Amazon S3 request metrics in CloudWatch"; the
 * static bucket's metrics configurations). S3 may report a read late, or not at all.
 */
export const pageReads = (settings: Settings, page: keyof typeof ERROR_PAGES): Metric =>
  new Metric({
    namespace: 'AWS/S3',
    metricName: 'GetRequests',
    dimensionsMap: { BucketName: staticBucketName(settings), FilterId: ERROR_PAGES[page] },
    statistic: Stats.SUM,
    period: MINUTE,
    region: settings.regions.static,
  });
