import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { forAny } from '../alarm.ts';
import type { AlarmSpec } from '../alarm.ts';
import { MINUTE } from '../metrics.ts';

export const throttled = (functions: readonly IFunction[]): AlarmSpec => ({
  name: 'throttled',
  says: 'Lambda has refused to run a function of this region: no concurrency was left.',
  ...forAny(functions.map((each) => each.metricThrottles({ statistic: Stats.SUM, period: MINUTE }))),
});
