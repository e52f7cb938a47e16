import type { Stack } from 'aws-cdk-lib';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { createAlarmTopic } from './alarm-topic.ts';
import { regionalAlarms, staticAlarms } from './alarms.ts';
import { createAlarms } from './create-alarms.ts';
import { createDashboard } from './dashboards/create-dashboard.ts';
import { regionalWidgets } from './dashboards/regional-widgets.ts';
import type { ObservedRegion } from './metrics.ts';

/**
 * A serving region's alarms, their topic, and its dashboard. Call it last: it observes the functions that the stack has by
 * then.
 */
export const observeRegion = (stack: Stack, region: Omit<ObservedRegion, 'functions'>): void => {
  const functions = stack.node.findAll().filter((each) => each instanceof LambdaFunction);
  const observed = { ...region, functions };
  const topic = createAlarmTopic(stack, region.settings.alarms.email);
  const alarms = createAlarms(stack, regionalAlarms(observed), topic);
  createDashboard(stack, region.settings, alarms, regionalWidgets(observed));
};

/** The static tier's alarm, its topic, and its dashboard. */
export const observeStaticTier = (stack: Stack, settings: Settings): void => {
  const topic = createAlarmTopic(stack, settings.alarms.email);
  const alarms = createAlarms(stack, staticAlarms(settings), topic);
  createDashboard(stack, settings, alarms, []);
};
