import {
  conversationFolder,
  dayPrefix,
  JOURNAL_PREFIX,
  readKey,
  UNDATED,
} from '../../contracts/journal/journal-key.ts';
import { inParallel, createProgress } from '../kit/progress.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';

/** Keys of one call, each with the regions that hold it. */
export type CallKeys = ReadonlyMap<string, readonly string[]>;

const AT_ONCE = 16;

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
  // A list of calls names folders, also of ids that are of no expected shape.
  const isFolder = /^conversation\.(?:missing|[0-9a-f]{32})$/.test(conversation);
  const folder = isFolder ? conversation : conversationFolder(conversation);
  const progress = createProgress(console.error, Date.now);
  let done = 0;
  const found = await inParallel(days, AT_ONCE, async (each) => {
    const keys = await journal.keys(`${dayPrefix(each)}${folder}/`);
    progress('days looked through', ++done / days.length);
    return [...keys];
  });
  return new Map(found.flat());
}

/** Every call of a day: its conversation's folder, and its keys of that day. In the order in which they began. */
export async function callsOfDay(
  journal: MergedJournal,
  day: string,
): Promise<readonly (readonly [conversation: string, keys: CallKeys])[]> {
  const calls = new Map<string, Map<string, readonly string[]>>();
  for (const [key, regions] of await journal.keys(dayPrefix(day))) {
    const conversation = readKey(key)?.conversation;
    if (conversation === undefined) continue;
    const keys = calls.get(conversation) ?? new Map<string, readonly string[]>();
    calls.set(conversation, keys.set(key, regions));
  }
  const beginning = (keys: CallKeys): string => timesOf(keys)[0] ?? '';
  return [...calls].sort(([, left], [, right]) => (beginning(left) < beginning(right) ? -1 : 1));
}

/** The timestamps of a call's keys, earliest first. */
export const timesOf = (keys: CallKeys): readonly string[] =>
  [...keys.keys()].flatMap((key) => readKey(key)?.timestamp ?? []).sort();
