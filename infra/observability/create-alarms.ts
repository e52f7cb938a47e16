import type { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { AlarmSpec } from './alarm.ts';

/** `fallback-used` → `FallbackUsed`. */
const idOf = (name: string): string =>
  name
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');

/**
 * One alarm for each spec. Its name starts with the stack's, which contains the region. It notifies the topic when it
 * starts to ring.
 */
export const createAlarms = (stack: Stack, specs: readonly AlarmSpec[], topic: ITopic): readonly Alarm[] =>
  specs.map(({ name, says, metric, threshold, below, bad, of, missing }) => {
    const alarm = new Alarm(stack, `${idOf(name)}Alarm`, {
      alarmName: `${stack.stackName}-${name}`,
      alarmDescription: `${says} What to do: docs/runbook/${name}.md`,
      metric,
      threshold,
      comparisonOperator:
        below === true
          ? ComparisonOperator.LESS_THAN_THRESHOLD
          : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      datapointsToAlarm: bad,
      evaluationPeriods: of,
      treatMissingData: missing === 'bad' ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(topic));
    return alarm;
  });
