import type { Stack } from 'aws-cdk-lib';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { createAlarmTopic } from './alarm-topic.ts';
import { createAlarms } from './create-alarms.ts';
import { createDashboard } from './dashboards/create-dashboard.ts';
import { regionalWidgets } from './dashboards/regional-widgets.ts';
import type { ObservedRegion } from './observed-region.ts';
import { regionalAlarms } from './regional-alarms.ts';

/**
 * A serving region's alarms, the topic that they tell, and its dashboard. Call it last: it looks at every function that the
 * stack has by then, whoever has made it.
 */
export const observeRegion = (stack: Stack, region: Omit<ObservedRegion, 'functions'>): void => {
  const functions = stack.node.findAll().filter((each) => each instanceof LambdaFunction);
  const observed = { ...region, functions };
  const topic = createAlarmTopic(stack, region.settings.alarms.email);
  const alarms = createAlarms(stack, regionalAlarms(observed), topic);
  createDashboard(stack, region.settings, alarms, regionalWidgets(observed));
};
