import type { Checker, Problem } from './checker.ts';
import { ofType } from '../../contracts/call-history/records.ts';
import { eventsOf } from './events.ts';

/**
 * Every event that reached a live region is in a journal, under one key, written once. If no journal can be reached, every
 * such event is counted as lost instead.
 */
export const everyEventIsJournaledOnce: Checker = {
  name: 'every-event-is-journaled-once',
  check: (history, expected) => {
    const events = eventsOf(history, expected);
    const duplicated = events
      .filter((event) => event.duplicated)
      .map(({ call, event, keys }): Problem => ({
        call,
        text: `the event ${event} is journaled more than once`,
        detail: `${keys.length} keys`,
      }));
    const missing = events.filter(({ deliverable, keys }) => deliverable && keys.length === 0);
    if (expected.journals === 'kept') {
      const lost = missing.map(({ call, event }): Problem => ({
        call,
        text: `the event ${event} reached a region, but is in no journal`,
      }));
      return { problems: [...duplicated, ...lost] };
    }
    const counted = Map.groupBy(ofType(history, 'journal-lost'), ({ call }) => call);
    const uncounted = [...Map.groupBy(missing, ({ call }) => call)].flatMap(([call, events]): Problem[] => {
      const found = new Set(counted.get(call)?.map(({ key }) => key)).size;
      if (found >= events.length) return [];
      const detail = `${found} of ${events.length} counted`;
      return [{ call, text: 'events were lost, but not counted as lost', detail }];
    });
    const found = 'expected that no journal can be reached; found every event in a journal';
    return { problems: [...duplicated, ...uncounted], ...(missing.length === 0 && { unknown: found }) };
  },
};
