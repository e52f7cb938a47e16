import { ofType } from '../../contracts/call-history/records.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import type { JournalObject, Emulator } from '../../emulator/emulator.ts';

const ROLES = ['primary', 'secondary'] as const;

/** Notes what both journals hold now; returns a function that returns what was written since, as records. */
export async function watchJournals(
  emulator: Pick<Emulator, 'journalKeys' | 'journalObjects'>,
): Promise<(history: readonly HistoryRecord[]) => Promise<readonly HistoryRecord[]>> {
  const before = await Promise.all(ROLES.map(async (role) => new Set(await emulator.journalKeys(role))));
  return async (history) => {
    const callOf = callsByConversation(history);
    const records = ROLES.map(async (bucket, index) => {
      const keys = (await emulator.journalKeys(bucket)).filter((key) => before[index]?.has(key) !== true);
      const objects = await emulator.journalObjects(bucket, keys);
      return objects.map((object) => toRecord(bucket, object, callOf));
    });
    return (await Promise.all(records)).flat();
  };
}

/** Records of the events that functions logged as lost. */
export function lostRecords(
  keys: readonly string[],
  history: readonly HistoryRecord[],
): readonly HistoryRecord[] {
  const callOf = callsByConversation(history);
  return keys.map((key) => ({
    atMs: performance.now(),
    call: callOf(key.split('/')[2] ?? ''),
    type: 'journal-lost',
    key,
  }));
}

function toRecord(
  bucket: 'primary' | 'secondary',
  { key, text, writes }: JournalObject,
  callOf: (conversation: unknown) => string,
): HistoryRecord {
  const event = eventIn(text);
  const call = callOf(event['conversation_uuid']);
  return { atMs: performance.now(), call, type: 'journaled', bucket, key, writes, event };
}

/** The event in a journal entry; empty if the object is not a journal entry, so that its event counts as missing. */
function eventIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const { event } = JSON.parse(text) as { event?: unknown };
    return typeof event === 'object' && event !== null ? (event as Readonly<Record<string, unknown>>) : {};
  } catch {
    return {};
  }
}

/** The call of a conversation, with or without its `CON-`; empty if it belongs to no call. */
export function callsByConversation(history: readonly HistoryRecord[]): (conversation: unknown) => string {
  const calls = new Map(
    ofType(history, 'request').map(({ call, payload }) => [bare(payload['conversation_uuid']), call]),
  );
  return (conversation) => calls.get(bare(conversation)) ?? '';
}

const bare = (conversation: unknown): string => String(conversation).replace(/^CON-/, '');
