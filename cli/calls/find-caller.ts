import { readKey } from '../../contracts/journal/journal-key.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';
import type { CallKeys } from './call-keys.ts';
import { callerOf, WITHHELD } from './timeline-event.ts';

/** Kinds that name a leg's two ends, those that most calls have first. */
const TELLING = ['answered', 'started', 'ringing', 'completed'];

/**
 * Who called: `from` of the inbound leg, or `withheld`; in a call without an inbound leg (placed through the API), of the first
 * event that says anything. Undefined where nothing says it, and where an event that cannot be read may. Reads as few events as
 * it can.
 */
export async function findCaller(journal: MergedJournal, keys: CallKeys): Promise<string | undefined> {
  const rank = (key: string): number => {
    const found = TELLING.indexOf(readKey(key)?.kind ?? '');
    return found === -1 ? TELLING.length : found;
  };
  let isWithheld = false;
  let isUnread = false;
  let anybody: string | undefined;
  for (const [key, regions] of [...keys].sort(
    ([left], [right]) => rank(left) - rank(right) || (left < right ? -1 : 1),
  )) {
    const record = await journal.read(key, regions);
    if (record === undefined) {
      isUnread = true;
      continue;
    }
    const { event } = record;
    const from = callerOf(event);
    if (event['direction'] === 'inbound') {
      if (from !== WITHHELD) return from;
      isWithheld = true;
    }
    anybody ??= from;
  }
  if (isUnread) return undefined;
  // The other legs of such a call come from our own number.
  return isWithheld ? WITHHELD : anybody;
}
