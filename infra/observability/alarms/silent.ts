import { math } from '../alarm.ts';
import type { AlarmSpec } from '../alarm.ts';
import { counted } from '../metrics.ts';

/** A minute with an answered call has a datapoint, and no other has: that many missing ones in a row ring. */
export const silent = (namespace: string, minutes: number): AlarmSpec => ({
  name: 'silent',
  says: `This region has answered no call for ${minutes} minute${minutes === 1 ? '' : 's'}.`,
  metric: math(
    'm0 + m1',
    (['primary', 'secondary'] as const).map((tier) => counted(namespace, 'CallAnswered', { tier })),
  ),
  threshold: 1,
  below: true,
  bad: minutes,
  of: minutes,
  missing: 'bad',
});
