import { countResources } from '../../../cli/cost/count-resources.ts';
import { withDomain } from '../../infra/domain/a-domain.ts';

const count = (...resources: readonly (readonly [type: string, properties?: Record<string, unknown>])[]) =>
  countResources({
    Resources: Object.fromEntries(
      resources.map(([Type, Properties = {}], index) => [`R${String(index)}`, { Type, Properties }]),
    ),
  });

describe('countResources', () => {
  it('counts what is paid for by the month, and nothing else', () => {
    expect(
      count(
        ['AWS::CloudWatch::Dashboard'],
        ['AWS::SecretsManager::Secret'],
        ['AWS::SecretsManager::Secret'],
        ['AWS::Lambda::Function'],
      ),
    ).toEqual({ alarmMetrics: 0, dashboards: 1, secrets: 2, requestMetricFilters: 0, healthChecks: [] });
  });

  it('counts an alarm by the metrics that it looks at', () => {
    const stat = { MetricStat: { Metric: { MetricName: 'Errors' }, Stat: 'Sum', Period: 60 } };
    const { alarmMetrics } = count(
      ['AWS::CloudWatch::Alarm', { MetricName: 'Errors' }],
      [
        'AWS::CloudWatch::Alarm',
        {
          Metrics: [
            { Id: 'e', Expression: 'a+b' },
            { Id: 'a', ...stat },
            { Id: 'b', ...stat },
          ],
        },
      ],
    );
    expect(alarmMetrics).toBe(3);
  });

  it('counts the filters of request metrics', () => {
    const filters = [{ Id: 'fallback' }, { Id: 'errors' }];
    const { requestMetricFilters } = count(
      ['AWS::S3::Bucket', { MetricsConfigurations: filters }],
      ['AWS::S3::Bucket'],
    );
    expect(requestMetricFilters).toBe(2);
  });

  it.each([
    [
      { Type: 'HTTPS', RequestInterval: 10, MeasureLatency: true },
      { intervalSeconds: 10, options: 3 },
    ],
    [
      { Type: 'HTTPS_STR_MATCH', RequestInterval: 30 },
      { intervalSeconds: 30, options: 2 },
    ],
    [{ Type: 'TCP' }, { intervalSeconds: 30, options: 0 }],
  ])('reads the options of a health check that are paid for: %j', (HealthCheckConfig, found) => {
    expect(count(['AWS::Route53::HealthCheck', { HealthCheckConfig }]).healthChecks).toEqual([found]);
  });

  it('finds those of a domain, one in each serving region', async () => {
    const { primary, secondary, static: staticTier, remove } = await withDomain();
    for (const template of [primary, secondary])
      expect(countResources(template).healthChecks).toEqual([{ intervalSeconds: 30, options: 1 }]);
    expect(countResources(staticTier).healthChecks).toEqual([]);
    await remove();
  });
});
