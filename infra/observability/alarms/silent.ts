import { math } from '../alarm.ts';
import type { AlarmSpec } from '../alarm.ts';
import { counted } from '../metrics.ts';

/** That many minutes without an answered call ring, all of them. */
export const silent = (namespace: string, minutes: number): AlarmSpec => ({
  name: 'silent',
  says: `This region has answered no call for ${minutes} minute${minutes === 1 ? '' : 's'}.`,
  metric: math(
    (tiers) => tiers.join(' + '),
    (['primary', 'secondary'] as const).map((tier) => counted(namespace, 'CallAnswered', { tier })),
  ),
  threshold: 1,
  below: true,
  bad: minutes,
  of: minutes,
  missing: 'bad',
});
