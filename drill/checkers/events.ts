import type { HistoryRecord } from '../../contracts/history.ts';
import { type RecordOf, ofType } from './call-records.ts';
import { eventIdentity } from './event-identity.ts';
import { originOf, tierOf } from './served-by.ts';

/** One event of a call, with every request that carried it and every journal object that holds it. */
export interface SentEvent {
  readonly call: string;
  /** `status`, or its kind where it has none. */
  readonly event: string;
  /** At least one attempt reached a live region: it answered, or it has the event in a journal. */
  readonly deliverable: boolean;
  /** Distinct keys under which it is kept. */
  readonly keys: readonly string[];
  /** It is kept under more than one key, or one of them was written again. */
  readonly duplicated: boolean;
}

/**
 * Every event that the platform sent.
 * @param deafOrigins regions that refuse genuine callbacks: not live
 */
export function eventsOf(
  history: readonly HistoryRecord[],
  {
    deafOrigins,
    primaryOrigins,
  }: { readonly deafOrigins: readonly string[]; readonly primaryOrigins: readonly string[] },
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
        : !deafOrigins.includes(originOf(request.url));
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

/** To its own URL, or to the fallback because that has failed. */
const carriesEvent = ({ kind, event }: RecordOf<'request'>): boolean =>
  kind === 'event' || (kind === 'fallback' && event !== undefined);
