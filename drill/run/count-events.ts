import { ofType } from '../../contracts/call-history/records.ts';
import type { Expected } from '../checkers/checker.ts';
import { eventsOf } from '../checkers/events.ts';
import type { HistoryRecord } from '../../contracts/history.ts';

export interface EventCounts {
  readonly sent: number;
  /** At least one attempt reached a live region. */
  readonly deliverable: number;
  /** Found in the union of both journals. */
  readonly journaled: number;
  /** Found under more than one key, or written again. */
  readonly duplicated: number;
  /** Reported as lost by the functions, and in no journal. */
  readonly lost: number;
}

/** Counts the events of a scenario; an event counts once, however often it was sent. */
export function countEvents(
  history: readonly HistoryRecord[],
  expected: Pick<Expected, 'rejectingOrigins' | 'primaryOrigins'>,
): EventCounts {
  const events = eventsOf(history, expected);
  const count = (is: (event: (typeof events)[number]) => boolean): number => events.filter(is).length;
  const kept = new Set(ofType(history, 'journaled').map(({ key }) => key));
  const lost = ofType(history, 'journal-lost').filter(({ key }) => !kept.has(key));
  return {
    sent: events.length,
    deliverable: count(({ deliverable }) => deliverable),
    journaled: count(({ keys }) => keys.length > 0),
    duplicated: count(({ duplicated }) => duplicated),
    lost: new Set(lost.map(({ key }) => key)).size,
  };
}
