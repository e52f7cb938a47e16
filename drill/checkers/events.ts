import type { HistoryRecord } from '../../contracts/history.ts';
import { type RecordOf, ofType } from '../../contracts/call-history/records.ts';
import { eventIdentity } from './event-identity.ts';
import { originOf, tierOf } from '../../contracts/call-history/served-by.ts';

/** One event of a call, with every request that carried it and every journal object that holds it. */
export interface SentEvent {
  readonly call: string;
  /** `status`, or its kind if it has none. */
  readonly event: string;
  /** At least one attempt reached a live region: it answered, or it has the event in a journal. */
  readonly deliverable: boolean;
  /** Distinct keys under which it is stored. */
  readonly keys: readonly string[];
  /** It is stored under several keys, or one key was written again. */
  readonly duplicated: boolean;
}

/** Every event that Vonage sent. A region in `rejectingOrigins` is not live. */
export function eventsOf(
  history: readonly HistoryRecord[],
  {
    rejectingOrigins,
    primaryOrigins,
  }: { readonly rejectingOrigins: readonly string[]; readonly primaryOrigins: readonly string[] },
): readonly SentEvent[] {
  const outcomes = new Map(ofType(history, 'outcome').map((outcome) => [outcome.request, outcome]));
  const kept = Map.groupBy(ofType(history, 'journaled'), ({ event }) => eventIdentity(event));
  const carriers = ofType(history, 'request').filter(carriesEvent);
  return [...Map.groupBy(carriers, ({ payload }) => eventIdentity(payload))].flatMap(([identity, tries]) => {
    const [first] = tries;
    if (first === undefined) return [];
    const entries = kept.get(identity) ?? [];
    const keys = [...new Set(entries.map(({ key }) => key))];
    const answeredBy = (request: RecordOf<'request'>): boolean => {
      const outcome = outcomes.get(request.request);
      if (outcome?.outcome.kind !== 'response') return false;
      return request.kind === 'fallback'
        ? tierOf([request, outcome], request.request, primaryOrigins) === 'secondary'
        : !rejectingOrigins.includes(originOf(request.url));
    };
    return {
      call: first.call,
      event: first.event ?? first.kind,
      deliverable: keys.length > 0 || tries.some(answeredBy),
      keys,
      duplicated: keys.length > 1 || entries.some(({ writes }) => writes > 1),
    };
  });
}

/** Sent to its own URL, or to the fallback after that failed. */
const carriesEvent = ({ kind, event }: RecordOf<'request'>): boolean =>
  kind === 'event' || (kind === 'fallback' && event !== undefined);
