import type { Series } from './evaluate-expression.ts';

export interface AlarmRule {
  readonly isBad: (value: number) => boolean;
  readonly bad: number;
  readonly of: number;
  readonly missing: 'breaching' | 'notBreaching';
}

/**
 * An alarm's state ("Configuring how CloudWatch alarms treat missing data", "How alarm state is evaluated when data is
 * missing"): of the evaluation range the latest datapoints that are there; where they are too few, missing ones beside them.
 * @param range the evaluation range, oldest first
 */
export function alarmState(range: Series, { isBad, bad, of, missing }: AlarmRule): 'OK' | 'ALARM' {
  const there = range.filter((value) => value !== undefined).slice(-of);
  const missed = of - there.length;
  const found = there.filter(isBad).length + (missing === 'breaching' ? missed : 0);
  return found >= bad ? 'ALARM' : 'OK';
}

/** CloudWatch asks for more datapoints than it needs; the guide's example: five for three. */
export const EVALUATED_BEYOND = 2;

/** The state after each period, from the first one that has a whole evaluation range behind it. */
export function alarmStates(series: Series, rule: AlarmRule): readonly ('OK' | 'ALARM')[] {
  const length = rule.of + EVALUATED_BEYOND;
  return series.slice(length - 1).map((_value, at) => alarmState(series.slice(at, at + length), rule));
}
