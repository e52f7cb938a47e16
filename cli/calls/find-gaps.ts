import type { Fields } from '../../contracts/call.ts';
import { callerOf, legIdOf, textField } from './timeline-event.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** Final statuses of a leg that was not answered. */
const NEVER_ANSWERED = ['busy', 'cancelled', 'failed', 'rejected', 'timeout', 'unanswered'];
/** Statuses of a leg that was answered. */
const WAS_ANSWERED = ['answered', 'human', 'machine', 'disconnected', 'completed'];
/** Statuses with which a leg begins. */
const BEGINS = ['started', 'ringing', 'answered'];

/** Something that a call's events lack. */
export interface Gap {
  /** In a word or two, for the list of a day. */
  readonly missing: string;
  /** For the call's timeline. */
  readonly text: string;
}

interface Leg {
  readonly kinds: Set<string>;
  /** Undefined: no leg at all. */
  readonly first: Fields | undefined;
}

const NOT_LISTED: Gap = {
  missing: 'a journal',
  text: 'a journal could not be listed to the end: events that only it holds are not shown',
};
const NO_LEG: Leg = { kinds: new Set(), first: undefined };

/**
 * What a call's events lack: each leg has an `answered` and a `completed`, unless it says why not; a recording has a URL. An
 * event that cannot be read is not missing: it may be of any leg.
 * @param isListed whether both journals were listed to the end: otherwise what is missing may be there
 */
export function findGaps(events: readonly TimelineEvent[], isListed = true): readonly Gap[] {
  const unread = new Set(events.flatMap(({ kind, event }) => (event === undefined ? [kind] : [])));
  const legs = legsOf(events);
  const missing = (legs.length === 0 ? [NO_LEG] : legs).flatMap((leg) => gapsOfLeg(leg, unread, isListed));
  return [...missing, ...events.flatMap(gapsOfEvent), ...(isListed ? [] : [NOT_LISTED])];
}

/** Whether the beginning of some leg is not among the events: it may have moved here from another conversation. */
export function hasLegWithoutBeginning(events: readonly TimelineEvent[]): boolean {
  const idsOf = (some: readonly TimelineEvent[]): readonly string[] =>
    some.flatMap(({ event = {} }) => legIdOf(event) ?? []);
  const begun = new Set(idsOf(events.filter(({ kind }) => BEGINS.includes(kind))));
  return idsOf(events).some((id) => !begun.has(id));
}

/** A status that some leg has: a recording or an error is the conversation's. */
const isOfLeg = (kind: string): boolean => [...NEVER_ANSWERED, ...WAS_ANSWERED, ...BEGINS].includes(kind);

function gapsOfEvent({ kind, event, regions }: TimelineEvent): readonly Gap[] {
  const which = `the "${kind}" event kept in ${regions.join(' and ')}`;
  if (event === undefined) return [{ missing: `${kind} (unreadable)`, text: `${which} cannot be read` }];
  if (isOfLeg(kind) && legIdOf(event) === undefined)
    return [{ missing: "a leg's id", text: `${which} names no leg` }];
  if (kind === 'record' && textField(event, 'recording_url') === undefined)
    return [{ missing: 'recording', text: `a recording was lost: ${which} has no recording_url` }];
  return [];
}

function legsOf(events: readonly TimelineEvent[]): readonly Leg[] {
  const legs = new Map<string, Leg>();
  for (const { kind, event } of events) {
    const uuid = event === undefined || !isOfLeg(kind) ? undefined : legIdOf(event);
    if (event === undefined || uuid === undefined) continue;
    const leg = legs.get(uuid) ?? { kinds: new Set(), first: event };
    leg.kinds.add(kind);
    legs.set(uuid, leg);
  }
  return [...legs.values()];
}

function gapsOfLeg({ kinds, first }: Leg, unread: ReadonlySet<string>, isListed: boolean): readonly Gap[] {
  const has = (...names: readonly string[]): boolean => names.some((name) => kinds.has(name));
  const mayHave = (...names: readonly string[]): boolean =>
    has(...names) || names.some((name) => unread.has(name));
  const ofLeg = first === undefined ? '' : ` of the leg ${describeLeg(first)}`;
  const gapOf = (missing: string, why: string): Gap =>
    isListed
      ? { missing, text: `no "${missing}"${first === undefined ? '' : why}${ofLeg}` }
      : { missing: `${missing} (or not listed)`, text: `no "${missing}" in what could be listed${ofLeg}` };
  const wasAnswered = first === undefined || has(...WAS_ANSWERED);
  return [
    ...(wasAnswered && !mayHave('answered', ...NEVER_ANSWERED) ? [gapOf('answered', '')] : []),
    // A dropped WebSocket ends its leg. An unread transfer may say where it goes on.
    ...(mayHave('completed', 'disconnected', 'transfer', ...NEVER_ANSWERED)
      ? []
      : [gapOf('completed', ' (the call goes on, or the event was lost)')]),
  ];
}

/** `from → to`, as far as it is known. */
export const describeLeg = (event: Fields): string =>
  `${callerOf(event) ?? '?'} → ${textField(event, 'to') ?? '?'}`;
