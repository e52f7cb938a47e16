import { addressesAre } from '../ip-ranges/allowed-ranges.ts';
import type { AlarmSpec } from './alarm.ts';
import { deadlineCut } from './alarms/deadline-cut.ts';
import { fallbackUsed } from './alarms/fallback-used.ts';
import { genuineRefused } from './alarms/genuine-refused.ts';
import { journalFailing } from './alarms/journal-failing.ts';
import { nccoReplaced } from './alarms/ncco-replaced.ts';
import { nearMiss } from './alarms/near-miss.ts';
import { refusals } from './alarms/refusals.ts';
import { secretPlaceholder } from './alarms/secret-placeholder.ts';
import { serverErrors } from './alarms/server-errors.ts';
import { silent } from './alarms/silent.ts';
import { syntheticCheck } from './alarms/synthetic-check.ts';
import { throttled } from './alarms/throttled.ts';
import type { ObservedRegion } from './observed-region.ts';

/** Each tells of something that a caller hears, or will soon. */
export const regionalAlarms = ({ settings, role, api, functions }: ObservedRegion): readonly AlarmSpec[] => {
  const { name, alarms } = settings;
  return [
    fallbackUsed(name),
    syntheticCheck(name, addressesAre(settings) === 'refused'),
    serverErrors(name, api),
    throttled(functions),
    genuineRefused(name),
    secretPlaceholder(name),
    nccoReplaced(name),
    deadlineCut(name),
    nearMiss(name),
    journalFailing(name),
    refusals(name, alarms.refusalsPerMinute),
    // The secondary is silent as long as all is well.
    ...(alarms.silentMinutes > 0 && role === 'primary' ? [silent(name, alarms.silentMinutes)] : []),
  ];
};
