import { Duration } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { AlarmStatusWidget, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Alarm, IWidget } from 'aws-cdk-lib/aws-cloudwatch';
import type { Settings } from '../../../contracts/settings/settings-schema.ts';
import { WHOLE } from './graph.ts';
import { whatCallersLivedThrough } from './what-callers-lived-through.ts';

/** The stack's one dashboard: what callers lived through, which alarms ring, and then row by row what is behind it. */
export const createDashboard = (
  stack: Stack,
  settings: Settings,
  alarms: readonly Alarm[],
  rows: readonly (readonly IWidget[])[],
): void => {
  const status = new AlarmStatusWidget({ title: 'Alarms', alarms: [...alarms], width: WHOLE, height: 3 });
  new Dashboard(stack, 'Dashboard', {
    dashboardName: stack.stackName,
    defaultInterval: Duration.hours(3),
    widgets: [[whatCallersLivedThrough(settings)], [status], ...rows.map((row) => [...row])],
  });
};
