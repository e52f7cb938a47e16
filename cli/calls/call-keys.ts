import {
  conversationFolder,
  dayPrefix,
  JOURNAL_PREFIX,
  readKey,
  UNDATED,
} from '../../contracts/journal/journal-key.ts';
import { dayOf } from '../kit/flag-values.ts';
import { inParallelShown } from '../kit/progress.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';
import { joinMoved, readMoves } from './moves.ts';
import { probeOf } from './own-traffic.ts';
import { listedAt } from './timeline-event.ts';

/** Keys of events, each with the regions that hold it. */
export type CallKeys = ReadonlyMap<string, readonly string[]>;

/** A call of one day. */
export interface DayCall {
  /** Its conversations' folders, the first one first: more than one where a leg has moved. */
  readonly conversations: readonly string[];
  /** Its keys, also those of the days beside it; of what is no call, those of the day. */
  readonly keys: CallKeys;
}

const AT_ONCE = 16;
/** How far the clocks of Vonage, a region and S3 may be apart. */
const CLOCKS_DIFFER_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Shows how far a long look has come. */
type Show = (line: string) => void;

/** The folder of a conversation. A list of calls names folders, also of ids that are of no expected shape. */
export const folderOf = (conversation: string): string =>
  /^conversation\.(?:missing|[0-9a-f]{32})$/.test(conversation)
    ? conversation
    : conversationFolder(conversation);

/** Events of it are of one call: not those without a conversation, and no probes. */
const isOneCall = (folder: string): boolean =>
  folder !== conversationFolder(undefined) && probeOf(folder) === undefined;

/** The day before, the day, and the day after: a call may last over midnight. */
export const daysAround = (day: string): readonly string[] =>
  [0, -1, 1].map((days) => dayOf(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS));

/**
 * Keys of a conversation: of one day and the days beside it, or of every day that the journals hold (one request a day and
 * journal). Events without a time are looked for in either case.
 */
export async function keysOfConversation(
  journal: MergedJournal,
  conversation: string,
  day: string | undefined,
  show: Show,
): Promise<CallKeys> {
  const folder = folderOf(conversation);
  const days = day === undefined ? await journal.folders(JOURNAL_PREFIX) : [...daysOf(folder, day), UNDATED];
  const found = await inParallelShown(show, 'days looked through', days, AT_ONCE, async (each) => [
    ...(await journal.keys(`${dayPrefix(each)}${folder}/`)),
  ]);
  return new Map(found.flat());
}

/** Keys of a conversation's events without a time, of any day. */
export const undatedOf = (journal: MergedJournal, conversation: string): Promise<CallKeys> =>
  journal.keys(`${dayPrefix(UNDATED)}${folderOf(conversation)}/`);

const daysOf = (folder: string, day: string): readonly string[] =>
  isOneCall(folder) ? daysAround(day) : [day];

interface Listed {
  readonly key: string;
  readonly regions: readonly string[];
  readonly conversation: string;
  /** The day on which it is listed. */
  readonly day: string;
  /** ISO 8601 in UTC. */
  readonly at: string;
}

/** Every call that has an event on the day, whole, in the order in which they began. */
export async function callsOfDay(
  journal: MergedJournal,
  day: string,
  show: Show,
): Promise<readonly DayCall[]> {
  const ofDay = await journal.keys(dayPrefix(day));
  const [, ...beside] = daysAround(day);
  const [undated, ...others] = await Promise.all([
    undatedOfDay(journal, day, show),
    ...beside.map((each) => journal.keys(dayPrefix(each))),
  ]);
  const dated = [ofDay, ...others].flatMap((keys) => [...keys].flatMap(datedOf));
  const listed = [...dated, ...undated]
    .filter((each) => each.day === day || isOneCall(each.conversation))
    .sort((left, right) => (left.at < right.at ? -1 : 1));
  const byConversation = Map.groupBy(listed, ({ conversation }) => conversation);
  const moves = await readMoves(journal, new Map(listed.map(({ key, regions }) => [key, regions])));
  return joinMoved(byConversation.keys(), moves).flatMap((conversations) => {
    const events = conversations.flatMap((each) => byConversation.get(each) ?? []);
    return events.some((each) => each.day === day)
      ? [{ conversations, keys: new Map(events.map(({ key, regions }) => [key, regions])) }]
      : [];
  });
}

function datedOf([key, regions]: readonly [string, readonly string[]]): readonly Listed[] {
  const { conversation, day, timestamp } = readKey(key) ?? {};
  return conversation === undefined || day === undefined || timestamp === undefined
    ? []
    : [{ key, regions, conversation, day, at: timestamp }];
}

/** Events without a readable `timestamp` that are listed on this day. An event comes after it has happened. */
async function undatedOfDay(journal: MergedJournal, day: string, show: Show): Promise<readonly Listed[]> {
  const since = new Date(Date.parse(`${day}T00:00:00Z`) - CLOCKS_DIFFER_MS);
  const keys = [...(await journal.keys(dayPrefix(UNDATED), since))];
  const phase = 'events without a timestamp looked at';
  const found = await inParallelShown(
    show,
    phase,
    keys,
    AT_ONCE,
    async ([key, regions]): Promise<readonly Listed[]> => {
      const record = await journal.read(key, regions);
      const conversation = readKey(key)?.conversation;
      const at = record === undefined ? undefined : listedAt(record);
      return conversation === undefined || at?.startsWith(day) !== true
        ? []
        : [{ key, regions, conversation, day, at }];
    },
  );
  return found.flat();
}
