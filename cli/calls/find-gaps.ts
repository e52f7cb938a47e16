import type { Fields } from '../../contracts/call.ts';
import { textField } from './timeline-event.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** Final statuses of a leg that was not answered. */
const NEVER_ANSWERED = ['busy', 'cancelled', 'failed', 'rejected', 'timeout', 'unanswered'];
/** Statuses of a leg that was answered. */
const WAS_ANSWERED = ['answered', 'human', 'machine', 'disconnected', 'completed'];

interface Leg {
  readonly kinds: Set<string>;
  readonly first: Fields;
}

/** What a call's events lack, in words: each leg has an `answered` and a `completed`, unless it says why not. */
export function findGaps(events: readonly TimelineEvent[]): readonly string[] {
  const unreadable = events
    .filter(({ event }) => event === undefined)
    .map(({ kind, regions }) => `the "${kind}" event kept in ${regions.join(' and ')} cannot be read`);
  const legs = legsOf(events);
  const missing = legs.length === 0 ? ['no "answered"', 'no "completed"'] : legs.flatMap(gapsOf);
  const ofNoLeg = events
    .filter(({ kind, event }) => isOfLeg(kind) && event !== undefined && legIdOf(event) === undefined)
    .map(({ kind, regions }) => `the "${kind}" event kept in ${regions.join(' and ')} names no leg`);
  return [...missing, ...ofNoLeg, ...unreadable];
}

/** A status that some leg has: a recording or an error is the conversation's. */
const isOfLeg = (kind: string): boolean =>
  [...NEVER_ANSWERED, ...WAS_ANSWERED, 'started', 'ringing'].includes(kind);

/** Both forms are the same id: dashed, and 32 hex characters. */
const legIdOf = (event: Fields): string | undefined =>
  (textField(event, 'uuid') ?? textField(event, 'call_uuid'))?.replaceAll('-', '').toLowerCase();

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

function gapsOf({ kinds, first }: Leg): string[] {
  const has = (names: readonly string[]): boolean => names.some((name) => kinds.has(name));
  const isExcused = has(NEVER_ANSWERED);
  const gaps: string[] = [];
  if (has(WAS_ANSWERED) && !kinds.has('answered') && !isExcused) gaps.push('no "answered"');
  // A dropped WebSocket ends its leg.
  if (!kinds.has('completed') && !kinds.has('disconnected') && !isExcused)
    gaps.push('no "completed" (the call goes on, or the event was lost)');
  return gaps.map((gap) => `${gap} of the leg ${describeLeg(first)}`);
}

/** `from → to`, as far as it is known. */
export function describeLeg(event: Fields): string {
  const from = textField(event, 'from') ?? textField(event, 'from_user') ?? '?';
  return `${from} → ${textField(event, 'to') ?? '?'}`;
}
