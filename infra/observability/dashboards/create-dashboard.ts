import { Duration } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import { AlarmStatusWidget, Dashboard } from 'aws-cdk-lib/aws-cloudwatch';
import type { Alarm, GraphWidget, IWidget, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Settings } from '../../../contracts/settings/settings-schema.ts';
import { counted, pageReads } from '../metrics.ts';
import { graph, WHOLE } from './widgets.ts';

/** The stack's dashboard: what callers lived through, the state of the alarms, then the given rows. */
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

/**
 * Which tier answered the callers. All three dashboards show it for all tiers, so that it can be read while a region is
 * down. A widget reads another region only while the dashboard is open.
 */
const whatCallersLivedThrough = (settings: Settings): GraphWidget => {
  const { name, regions } = settings;
  const answered = (tier: 'primary' | 'secondary', region: string, by: string): Metric =>
    counted(name, 'CallAnswered', { tier }, region).with({ label: `answered by ${region}, ${by}` });
  return graph(
    'What callers lived through',
    [
      answered('primary', regions.primary, 'asked first'),
      answered('primary', regions.secondary, 'asked first'),
      answered('secondary', regions.secondary, 'as the fallback'),
      answered('secondary', regions.primary, 'as the fallback'),
      pageReads(settings, '5xx').with({ label: 'static NCCO read instead of a 5xx: the last resort' }),
      pageReads(settings, '4xx').with({
        label: 'static NCCO read instead of a 4xx: unauthenticated callers, mostly',
      }),
    ],
    WHOLE,
  );
};
