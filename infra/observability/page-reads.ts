import { Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { staticBucketName } from '../physical-names.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { ERROR_PAGES } from '../static-tier/error-pages.ts';
import { MINUTE } from './metrics.ts';

/**
 * Reads of an error page of the fronts, by edges that have it no longer ("Amazon S3 request metrics in CloudWatch"; the
 * static bucket's metrics configurations). S3 promises neither each of them nor when.
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
