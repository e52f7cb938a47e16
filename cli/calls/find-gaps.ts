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
  readonly first: Fields;
}

/** What a call's events lack: each leg has an `answered` and a `completed`, unless it says why not; a recording has a URL. */
export function findGaps(events: readonly TimelineEvent[]): readonly Gap[] {
  const legs = legsOf(events);
  const missing =
    legs.length === 0 ? [gapOf('answered', ''), gapOf('completed', '')] : legs.flatMap(gapsOfLeg);
  return [...missing, ...events.flatMap(gapsOfEvent)];
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
  if (event === undefined) return [{ missing: 'a readable copy', text: `${which} cannot be read` }];
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

function gapsOfLeg({ kinds, first }: Leg): Gap[] {
  const has = (names: readonly string[]): boolean => names.some((name) => kinds.has(name));
  const isExcused = has(NEVER_ANSWERED);
  const ofLeg = ` of the leg ${describeLeg(first)}`;
  const gaps: Gap[] = [];
  if (has(WAS_ANSWERED) && !kinds.has('answered') && !isExcused) gaps.push(gapOf('answered', ofLeg));
  // A dropped WebSocket ends its leg.
  if (!kinds.has('completed') && !kinds.has('disconnected') && !isExcused)
    gaps.push(gapOf('completed', ` (the call goes on, or the event was lost)${ofLeg}`));
  return gaps;
}

const gapOf = (missing: string, more: string): Gap => ({ missing, text: `no "${missing}"${more}` });

/** `from → to`, as far as it is known. */
export const describeLeg = (event: Fields): string =>
  `${callerOf(event) ?? '?'} → ${textField(event, 'to') ?? '?'}`;
