import { LogQueryVisualizationType, LogQueryWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { HALF } from './graph.ts';

/** What a query of CloudWatch Logs Insights finds in the functions' logs. The runbook names it by its title. */
export const logTable = (
  title: string,
  functions: readonly LambdaFunction[],
  queryLines: readonly string[],
  width = HALF,
): LogQueryWidget =>
  new LogQueryWidget({
    title,
    logGroupNames: functions.map(({ logGroup }) => logGroup.logGroupName),
    queryLines: [...queryLines],
    view: LogQueryVisualizationType.TABLE,
    width,
    height: 7,
  });
