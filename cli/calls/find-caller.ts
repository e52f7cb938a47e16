import type { Fields } from '../../contracts/call.ts';
import { readKey } from '../../contracts/journal/journal-key.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';
import type { CallKeys } from './call-keys.ts';
import { textField } from './timeline-event.ts';

/** Kinds that name a leg's two ends, those that most calls have first. */
const TELLING = ['answered', 'started', 'ringing', 'completed'];

/**
 * Who called: `from` of the inbound leg; in a call without one (placed through the API), of the first event that says
 * anything. Reads as few events as it can.
 */
export async function findCaller(journal: MergedJournal, keys: CallKeys): Promise<string | undefined> {
  const rank = (key: string): number => {
    const found = TELLING.indexOf(readKey(key)?.kind ?? '');
    return found === -1 ? TELLING.length : found;
  };
  let anybody: string | undefined;
  for (const [key, regions] of [...keys].sort(
    ([left], [right]) => rank(left) - rank(right) || (left < right ? -1 : 1),
  )) {
    const event: Fields = (await journal.read(key, regions))?.event ?? {};
    const from = textField(event, 'from') ?? textField(event, 'from_user');
    if (from !== undefined && event['direction'] === 'inbound') return from;
    anybody ??= from;
  }
  return anybody;
}
