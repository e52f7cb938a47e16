import { GraphWidget, LogQueryVisualizationType, LogQueryWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { MINUTE } from '../metrics.ts';

/** Of 24 columns. */
export const HALF = 12;
export const WHOLE = 24;

/** A graph that starts at 0, with one point a minute. The runbook names it by its title. */
export const graph = (title: string, left: readonly IMetric[], width = HALF): GraphWidget =>
  new GraphWidget({ title, left: [...left], leftYAxis: { min: 0 }, period: MINUTE, width, height: 7 });

/** The result of a CloudWatch Logs Insights query on the functions' logs. The runbook names it by its title. */
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
