import {
  conversationFolder,
  dayPrefix,
  JOURNAL_PREFIX,
  readKey,
  UNDATED,
} from '../../contracts/journal/journal-key.ts';
import { inParallelShown } from '../kit/progress.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';
import { joinMoved, readMoves } from './moves.ts';
import { listedAt } from './timeline-event.ts';

/** Keys of events, each with the regions that hold it. */
export type CallKeys = ReadonlyMap<string, readonly string[]>;

/** A call of one day. */
export interface DayCall {
  /** Its conversations' folders, the first one first: more than one where a leg has moved. */
  readonly conversations: readonly string[];
  /** Its keys of that day. */
  readonly keys: CallKeys;
}

const AT_ONCE = 16;
/** How far the clocks of Vonage, a region and S3 may be apart. */
const CLOCKS_DIFFER_MS = 3_600_000;

/** The folder of a conversation. A list of calls names folders, also of ids that are of no expected shape. */
export const folderOf = (conversation: string): string =>
  /^conversation\.(?:missing|[0-9a-f]{32})$/.test(conversation)
    ? conversation
    : conversationFolder(conversation);

/**
 * Keys of a conversation: of one day, or of every day that the journals hold (one request a day and journal). Events without
 * a time are looked for in either case.
 */
export async function keysOfConversation(
  journal: MergedJournal,
  conversation: string,
  day: string | undefined,
): Promise<CallKeys> {
  const days = day === undefined ? await journal.folders(JOURNAL_PREFIX) : [day, UNDATED];
  const found = await inParallelShown('days looked through', days, AT_ONCE, async (each) => [
    ...(await journal.keys(`${dayPrefix(each)}${folderOf(conversation)}/`)),
  ]);
  return new Map(found.flat());
}

interface Listed {
  readonly key: string;
  readonly regions: readonly string[];
  readonly conversation: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** Every call of a day, in the order in which they began. */
export async function callsOfDay(journal: MergedJournal, day: string): Promise<readonly DayCall[]> {
  const dated = [...(await journal.keys(dayPrefix(day)))].flatMap(([key, regions]): readonly Listed[] => {
    const { conversation, timestamp } = readKey(key) ?? {};
    return conversation === undefined || timestamp === undefined
      ? []
      : [{ key, regions, conversation, at: timestamp }];
  });
  const listed = [...dated, ...(await undatedOfDay(journal, day))].sort((left, right) =>
    left.at < right.at ? -1 : 1,
  );
  const byConversation = new Map<string, Map<string, readonly string[]>>();
  for (const { key, regions, conversation } of listed) {
    const keys = byConversation.get(conversation) ?? new Map<string, readonly string[]>();
    byConversation.set(conversation, keys.set(key, regions));
  }
  const moves = await readMoves(journal, new Map(listed.map(({ key, regions }) => [key, regions])));
  return joinMoved(byConversation.keys(), moves).map((conversations) => ({
    conversations,
    keys: new Map(conversations.flatMap((each) => [...(byConversation.get(each) ?? [])])),
  }));
}

/** Events without a readable `timestamp` that are listed on this day. An event comes after it has happened. */
async function undatedOfDay(journal: MergedJournal, day: string): Promise<readonly Listed[]> {
  const since = new Date(Date.parse(`${day}T00:00:00Z`) - CLOCKS_DIFFER_MS);
  const keys = [...(await journal.keys(dayPrefix(UNDATED), since))];
  const phase = 'events without a timestamp looked at';
  const found = await inParallelShown(
    phase,
    keys,
    AT_ONCE,
    async ([key, regions]): Promise<readonly Listed[]> => {
      const record = await journal.read(key, regions);
      const conversation = readKey(key)?.conversation;
      const at = record === undefined ? undefined : listedAt(record);
      return conversation === undefined || at?.startsWith(day) !== true
        ? []
        : [{ key, regions, conversation, at }];
    },
  );
  return found.flat();
}
