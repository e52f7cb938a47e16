import { kindOfEvent } from '../../contracts/journal/event-kind.ts';
import { readKey } from '../../contracts/journal/journal-key.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';
import { inParallel } from '../kit/progress.ts';
import type { CallKeys } from './call-keys.ts';
import { findGaps } from './find-gaps.ts';
import { readRecordings } from './recordings.ts';
import type { Recording } from './recordings.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** A call's events in the order of their `timestamp`, and what is missing among them. */
export interface Timeline {
  readonly conversation: string;
  /** Conversations to which a leg has moved; absent where none has. */
  readonly movedTo?: readonly string[];
  readonly events: readonly TimelineEvent[];
  readonly gaps: readonly string[];
  /** The gaps in a word or two, each once. */
  readonly missing: readonly string[];
  readonly recordings: readonly Recording[];
}

const AT_ONCE = 16;
/** For events of the same millisecond: the order of a leg's life. */
const LIFE = ['started', 'ringing', 'answered', 'human', 'machine', 'input', 'notify', 'transfer', 'record'];

/** Reads the events under these keys. Objects that no function has written are left out. */
export async function readEvents(journal: MergedJournal, keys: CallKeys): Promise<readonly TimelineEvent[]> {
  const events = await inParallel([...keys], AT_ONCE, async ([key, regions]) => {
    const parts = readKey(key);
    if (parts === undefined) return [];
    const { kind, timestamp } = parts;
    const record = await journal.read(key, regions);
    const event: TimelineEvent = {
      key,
      kind: kindOfEvent(kind, record?.event ?? {}),
      ...(timestamp === undefined ? {} : { timestamp }),
      regions,
      ...(record === undefined ? {} : { receivedAt: record.receivedAt, event: record.event }),
    };
    return [event];
  });
  return events.flat();
}

/** @param conversations the call's, the first one first @param journal that the events were read from */
export function timelineOf(
  [conversation = '', ...movedTo]: readonly string[],
  events: readonly TimelineEvent[],
  journal: Pick<MergedJournal, 'unavailable'>,
): Timeline {
  const ordered = [...events].sort(inOrder);
  const gaps = findGaps(ordered, journal.unavailable().length === 0);
  return {
    conversation,
    ...(movedTo.length === 0 ? {} : { movedTo }),
    events: ordered,
    gaps: gaps.map(({ text }) => text),
    missing: [...new Set(gaps.map(({ missing }) => missing))],
    recordings: readRecordings(ordered),
  };
}

/** By `timestamp`; without one at the end, in the order in which they came. */
function inOrder(left: TimelineEvent, right: TimelineEvent): number {
  const byTime = compare(left.timestamp ?? '~', right.timestamp ?? '~');
  if (byTime !== 0) return byTime;
  if (left.timestamp === undefined) return compare(left.receivedAt ?? '', right.receivedAt ?? '');
  return rankOf(left.kind) - rankOf(right.kind) || compare(left.key, right.key);
}

const compare = (left: string, right: string): number => (left === right ? 0 : left < right ? -1 : 1);

function rankOf(kind: string): number {
  const rank = LIFE.indexOf(kind);
  if (rank !== -1) return rank;
  return kind === 'completed' ? LIFE.length + 1 : LIFE.length;
}
