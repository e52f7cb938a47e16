import { readKey } from '../../contracts/journal/journal-key.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';
import { inParallel } from '../kit/progress.ts';
import { findGaps } from './find-gaps.ts';
import { readRecordings } from './recordings.ts';
import type { Recording } from './recordings.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** A call's events in the order of their `timestamp`, and what is missing among them. */
export interface Timeline {
  readonly conversation: string;
  readonly events: readonly TimelineEvent[];
  readonly gaps: readonly string[];
  readonly recordings: readonly Recording[];
}

const AT_ONCE = 16;
/** For events of the same millisecond: the order of a leg's life. */
const LIFE = ['started', 'ringing', 'answered', 'human', 'machine', 'input', 'notify', 'transfer', 'record'];

/** Reads the events under these keys. Objects that no function has written are left out. */
export async function readTimeline(
  journal: MergedJournal,
  conversation: string,
  keys: ReadonlyMap<string, readonly string[]>,
): Promise<Timeline> {
  const events = await inParallel([...keys], AT_ONCE, async ([key, regions]) => {
    const parts = readKey(key);
    if (parts === undefined) return [];
    const { kind, timestamp } = parts;
    const record = await journal.read(key, regions);
    const event: TimelineEvent = {
      key,
      kind,
      ...(timestamp === undefined ? {} : { timestamp }),
      regions,
      ...(record === undefined ? {} : { receivedAt: record.receivedAt, event: record.event }),
    };
    return [event];
  });
  const ordered = events.flat().sort(inOrder);
  return { conversation, events: ordered, gaps: findGaps(ordered), recordings: readRecordings(ordered) };
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
