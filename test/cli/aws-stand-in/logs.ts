import { json } from './account.ts';
import type { AwsReply, AwsRequestSeen, RegionHeld } from './account.ts';

/** Log groups. */
export function logs({ target, body }: AwsRequestSeen, { logGroups }: RegionHeld): AwsReply | undefined {
  const { logGroupNamePrefix = '', logGroupName = '' } = JSON.parse(body) as Record<string, string>;
  if (target === 'Logs_20140328.DescribeLogGroups')
    return json({
      logGroups: [...logGroups]
        .filter((name) => name.startsWith(logGroupNamePrefix))
        .map((name) => ({ logGroupName: name })),
    });
  return target === 'Logs_20140328.DeleteLogGroup' && logGroups.delete(logGroupName) ? json({}) : undefined;
}
