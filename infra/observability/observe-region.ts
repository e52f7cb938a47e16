import type { Stack } from 'aws-cdk-lib';
import { createAlarmTopic } from './alarm-topic.ts';
import { createAlarms } from './create-alarms.ts';
import { createDashboard } from './dashboards/create-dashboard.ts';
import { regionalWidgets } from './dashboards/regional-widgets.ts';
import type { ObservedRegion } from './observed-region.ts';
import { regionalAlarms } from './regional-alarms.ts';

/** A serving region's alarms, the topic that they tell, and its dashboard. */
export const observeRegion = (stack: Stack, observed: ObservedRegion): void => {
  const topic = createAlarmTopic(stack, observed.settings.alarms.email);
  const alarms = createAlarms(stack, regionalAlarms(observed), topic);
  createDashboard(stack, observed.settings, alarms, regionalWidgets(observed));
};
