import { walk } from '../../infra/template-checks/template.ts';
import type { Resource, Template } from '../../infra/template-checks/template.ts';

/** What of a stack is paid for by the month, used or not. */
export interface FixedResources {
  /** Metrics that alarms look at; one that computes with several is paid for by each. */
  readonly alarmMetrics: number;
  readonly dashboards: number;
  readonly secrets: number;
  /** Filters of S3 request metrics. */
  readonly requestMetricFilters: number;
  readonly healthChecks: readonly HealthCheck[];
}

export interface HealthCheck {
  readonly intervalSeconds: number;
  /** Of those that are paid for one by one: HTTPS, the fast interval, the measuring of latency. */
  readonly options: number;
}

export const countResources = ({ Resources = {} }: Template): FixedResources => {
  const ofType = (type: string): readonly Resource[] =>
    Object.values(Resources).filter(({ Type }) => Type === type);
  const sum = (resources: readonly Resource[], count: (resource: Resource) => number): number =>
    resources.reduce((total, resource) => total + count(resource), 0);
  return {
    alarmMetrics: sum(ofType('AWS::CloudWatch::Alarm'), metricsOfAlarm),
    dashboards: ofType('AWS::CloudWatch::Dashboard').length,
    secrets: ofType('AWS::SecretsManager::Secret').length,
    requestMetricFilters: sum(ofType('AWS::S3::Bucket'), ({ Properties }) =>
      listed(Properties?.['MetricsConfigurations']),
    ),
    healthChecks: ofType('AWS::Route53::HealthCheck').map(readHealthCheck),
  };
};

const listed = (value: unknown): number => (Array.isArray(value) ? value.length : 0);

/** An alarm names its one metric itself, or lists what it computes with: expressions, and metrics by `MetricStat`. */
function metricsOfAlarm({ Properties }: Resource): number {
  const stats = [...walk(Properties?.['Metrics'])].filter(({ path }) => path.at(-1) === 'MetricStat');
  return Math.max(1, stats.length);
}

function readHealthCheck({ Properties }: Resource): HealthCheck {
  const config = Properties?.['HealthCheckConfig'] as {
    readonly Type: string;
    readonly RequestInterval?: number;
    readonly MeasureLatency?: boolean;
  };
  const { Type, RequestInterval: intervalSeconds = 30, MeasureLatency = false } = config;
  const options = [
    Type.startsWith('HTTPS'),
    Type.endsWith('STR_MATCH'),
    intervalSeconds === 10,
    MeasureLatency,
  ];
  return { intervalSeconds, options: options.filter(Boolean).length };
}
