import type { Stack } from 'aws-cdk-lib';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { createAlarmTopic } from './alarm-topic.ts';
import { staticNccoRead } from './alarms/static-ncco-read.ts';
import { createAlarms } from './create-alarms.ts';
import { createDashboard } from './dashboards/create-dashboard.ts';

/** The static tier's alarm, the topic that it tells, and its dashboard. */
export const observeStaticTier = (stack: Stack, settings: Settings): void => {
  const topic = createAlarmTopic(stack, settings.alarms.email);
  const alarms = createAlarms(stack, [staticNccoRead(settings)], topic);
  createDashboard(stack, settings, alarms, []);
};
