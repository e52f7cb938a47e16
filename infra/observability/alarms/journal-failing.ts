import { Duration } from 'aws-cdk-lib';
import { math } from '../alarm.ts';
import type { AlarmSpec } from '../alarm.ts';
import { counted } from '../metrics.ts';

/**
 * A lost event rings by itself. One in the other region's journal is no failure: the other one is asked where the own one has
 * not answered for 100 ms (edge/journal-event.ts), and S3 is that slow now and then. Three of them within five minutes are,
 * beyond one in twenty; a single call tells more than three events.
 */
export const journalFailing = (namespace: string): AlarmSpec => ({
  name: 'journal-failing',
  says: "Events were lost, or this region's journal does not take them.",
  metric: math(
    ([lost, other, own]) => `1000000 * ${lost} + ${other} - 0.05 * ${own}`,
    (['lost', 'other', 'own'] as const).map((outcome) => counted(namespace, 'JournalWrite', { outcome })),
    Duration.minutes(5),
  ),
  threshold: 3,
  bad: 1,
  of: 2,
  missing: 'good',
});
