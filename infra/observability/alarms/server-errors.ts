import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import { Stats } from 'aws-cdk-lib/aws-cloudwatch';
import { math } from '../alarm.ts';
import type { AlarmSpec } from '../alarm.ts';
import { counted, MINUTE } from '../metrics.ts';

/**
 * The gateway's 5xx without those that anybody can cause: a request without a signature is answered 503, on purpose
 * (decision 012). The two are counted by different hands: the gateway's numbers come by themselves, ours through the log,
 * some in the next minute and some later. So a stranger's flood may leave a few of its 503s over in one minute, and all of
 * them in the last two. Three bad minutes of five are no such thing; and a tenth more is subtracted, since in a flood what is
 * shifted between minutes may be left over again and again. A single failure that a caller notices is for fallback-used, in
 * the other region.
 */
export const serverErrors = (namespace: string, api: RestApi): AlarmSpec => ({
  name: 'server-errors',
  says: 'The API has answered with server errors in three minutes of five.',
  metric: math(
    ([errors, unsigned]) => `${errors} - 1.1 * ${unsigned}`,
    [api.metricServerError({ statistic: Stats.SUM, period: MINUTE }), counted(namespace, 'Unsigned', {})],
  ),
  threshold: 1,
  bad: 3,
  of: 5,
  missing: 'good',
});
