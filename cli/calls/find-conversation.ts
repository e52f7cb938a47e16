import { dayPrefix, readKey, UNDATED } from '../../contracts/journal/journal-key.ts';
import { dayOf } from '../kit/flag-values.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';
import { folderOf, keysOfConversation } from './call-keys.ts';
import type { CallKeys } from './call-keys.ts';
import { hasLegWithoutBeginning } from './find-gaps.ts';
import { joinMoved, movesOf, readMoves } from './moves.ts';
import type { Move } from './moves.ts';
import type { TimelineEvent } from './timeline-event.ts';
import { readEvents, timelineOf } from './timeline.ts';
import type { Timeline } from './timeline.ts';

const DAY_MS = 86_400_000;

/**
 * The call that a conversation is a part of, with the conversations that its legs came from or moved to; undefined when there
 * is no event of it.
 * @param day on which it has an event; undefined: any
 */
export async function findConversation(
  journal: MergedJournal,
  conversation: string,
  day: string | undefined,
  show: (line: string) => void,
): Promise<Timeline | undefined> {
  const events = new Map<string, readonly TimelineEvent[]>();
  const moves: Move[] = [];
  const toRead = new Set([folderOf(conversation)]);
  // A set that grows is walked to its end.
  for (const folder of toRead) {
    const keys = await keysOfConversation(journal, folder, day, show);
    const found = await readEvents(journal, keys);
    events.set(folder, found);
    moves.push(...movesOf(found));
    if (hasLegWithoutBeginning(found)) moves.push(...(await movesInto(journal, folder, daysBefore(keys))));
    for (const each of moves.flat()) toRead.add(each);
  }
  const all = [...events.values()].flat();
  if (!all.some(({ key }) => isOfDay(key, day))) return undefined;
  const [conversations = []] = joinMoved(
    [...events].filter(([, found]) => found.length > 0).map(([folder]) => folder),
    moves,
  );
  return timelineOf(conversations.length > 1 ? conversations : [conversation], all, journal);
}

/** Reported under the conversation that the leg has left, which is not known here: among all events of those days. */
async function movesInto(
  journal: MergedJournal,
  folder: string,
  days: readonly string[],
): Promise<readonly Move[]> {
  const keys = await Promise.all(days.map((day) => journal.keys(dayPrefix(day))));
  const moves = await readMoves(journal, new Map(keys.flatMap((each) => [...each])));
  return moves.filter(([, to]) => to === folder);
}

const isOfDay = (key: string, day: string | undefined): boolean =>
  day === undefined || [day, UNDATED].includes(readKey(key)?.day ?? '');

/** The days on which a leg of these events can have moved: it may have been silent over midnight. */
function daysBefore(keys: CallKeys): readonly string[] {
  const days = [...keys.keys()].map((key) => readKey(key)?.day ?? UNDATED).filter((each) => each !== UNDATED);
  const before = days.map((each) => dayOf(Date.parse(`${each}T00:00:00Z`) - DAY_MS));
  return [...new Set([...before, ...days, UNDATED])];
}
