import { alarmState, EVALUATED_BEYOND } from '../cloudwatch/alarm-state.ts';
import type { Series } from '../cloudwatch/evaluate-expression.ts';
import { textOf } from './metric-ref.ts';
import type { ReadAlarm } from './read-alarms.ts';

/** What was counted in each period, by the metric's text, oldest first; `late`: so many periods after it, it can be seen. */
export type Counted = Readonly<Record<string, Series | { readonly late: number; readonly values: Series }>>;

/**
 * The periods after which the alarm rings, counted from 0, the first one of the case. Before it all is as the alarm wants it.
 * @param before what is counted in each period before
 * @throws for a metric that the alarm does not look at
 */
export function whenItRings(
  alarm: ReadAlarm,
  counted: Counted,
  before: Readonly<Record<string, number>> = {},
) {
  const range = alarm.of + EVALUATED_BEYOND;
  const texts = Object.values(alarm.metrics).map(textOf);
  for (const text of [...Object.keys(counted), ...Object.keys(before)])
    if (!texts.includes(text)) throw new Error(`The alarm does not look at ${text}: ${texts.join(', ')}.`);
  const length = Math.max(...Object.values(counted).map((entry) => valuesOf(entry).length));
  const rings: number[] = [];
  for (let now = 0; now < length; now += 1) {
    const metrics = Object.fromEntries(
      Object.entries(alarm.metrics).map(([id, metric]) => {
        const text = textOf(metric);
        return [id, seenAt(now, range, counted[text] ?? [], before[text])];
      }),
    );
    if (alarmState(alarm.valueOf(metrics), alarm) === 'ALARM') rings.push(now);
  }
  return rings;
}

const valuesOf = (entry: Counted[string]): Series => ('late' in entry ? entry.values : entry);

/** The last `range` periods, as they can be seen at the end of period `now`. */
function seenAt(now: number, range: number, entry: Counted[string], before: number | undefined): Series {
  const lateBy = 'late' in entry ? entry.late : 0;
  return Array.from({ length: range }, (_unused, at) => {
    const period = now - range + 1 + at;
    if (period > now - lateBy) return undefined;
    return period < 0 ? before : valuesOf(entry)[period];
  });
}
