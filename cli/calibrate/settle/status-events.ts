import type { Observations } from '../run-calls.ts';
import type { Seen } from '../seen.ts';
import { holds, measured, NOT_REACHED, unknown } from './settled.ts';
import type { Settled } from './settled.ts';

const statusEventsOf = (seen: Observations, isFailing: boolean): readonly Seen[] =>
  seen.calls
    .filter(({ plan }) => (plan.statusEvents === 'fail') === isFailing)
    .flatMap(({ requests }) =>
      requests.filter(({ path, fields }) => path === '/event' && fields['status'] !== undefined),
    );

const identity = ({ fields }: Seen): string =>
  JSON.stringify([fields['uuid'], fields['status'], fields['timestamp']]);

/** Status events that were answered with 200. */
export function statusDelivered(seen: Observations): Settled<boolean> {
  const events = statusEventsOf(seen, false);
  if (events.length === 0) return unknown(NOT_REACHED);
  return measured(true, `${String(events.length)} status events were answered with 200.`);
}

/** Status events that failed: whether the fallback was asked for one. */
export function statusAndFallback(seen: Observations): Settled<boolean> {
  const events = statusEventsOf(seen, true);
  if (events.length === 0) return unknown(NOT_REACHED);
  const sent = seen.calls
    .flatMap(({ requests }) => requests)
    .filter(({ path, fields }) => path === '/fallback' && fields['status'] !== undefined).length;
  return holds(
    sent === 0,
    `${String(new Set(events.map(identity)).size)} status events were answered with 503, and the fallback was asked for ${sent === 0 ? 'none' : String(sent)} of them; each came ${String(Math.round((10 * events.length) / new Set(events.map(identity)).size) / 10)} times.`,
  );
}

/** Status events that came again, or after a later one: that none did proves nothing. */
export function twiceOrOutOfOrder(seen: Observations): Settled<boolean> {
  const events = statusEventsOf(seen, false);
  if (events.length === 0) return unknown(NOT_REACHED);
  const twice = events.length - new Set(events.map(identity)).size;
  const late = events.filter(({ fields }, index) =>
    events
      .slice(0, index)
      .some(
        (earlier) =>
          earlier.fields['uuid'] === fields['uuid'] &&
          String(earlier.fields['timestamp']) > String(fields['timestamp']),
      ),
  ).length;
  const observed = `Of ${String(events.length)} status events ${String(twice)} came again although they had been answered, and ${String(late)} after a later one.`;
  return twice + late > 0
    ? measured(true, observed)
    : unknown('none came twice or out of order, which does not say that none ever will', observed);
}

/** Whether status events of the caller have `headers`. */
export function callerHeaders(seen: Observations): Settled<boolean> {
  const events = seen.calls.flatMap(({ requests }) => requests.filter(({ path }) => path === '/event'));
  if (events.length === 0) return unknown(NOT_REACHED);
  const having = events.filter(({ fields }) => 'headers' in fields).length;
  return measured(
    true,
    `${String(having)} of ${String(events.length)} status events of the caller had headers.`,
  );
}
