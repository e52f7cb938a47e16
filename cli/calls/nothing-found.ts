import { JOURNAL_PREFIX, UNDATED } from '../../contracts/journal/journal-key.ts';
import { isComplete } from '../journal/completeness.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';
import { callerKey } from '../kit/flag-values.ts';

const MOST_DAYS = 10;
/** Digits at the end that two forms of one number have in common. */
const SAME_END = 6;

/** What to say where a look has found nothing, and what could be meant. */
export async function nothingOfConversation(
  journal: MergedJournal,
  conversation: string,
  day: string | undefined,
): Promise<string> {
  if (day === undefined)
    return nothing(
      journal,
      `Found no event of ${conversation} on any day`,
      'Is the id right, with its CON-?',
    );
  const wayOut = `Leave --day out to look at every day. ${await daysWithCalls(journal)}`;
  return nothing(journal, `Found no event of ${conversation} on ${day} (UTC)`, wayOut);
}

export async function nothingOnDay(journal: MergedJournal, day: string): Promise<string> {
  return nothing(journal, `Found no event on ${day} (UTC)`, await daysWithCalls(journal));
}

/** What was looked at, and what came near. */
export async function nothingFrom(
  journal: MergedJournal,
  { from, day }: { readonly from: string; readonly day: string },
  calls: number,
  callers: readonly (string | undefined)[],
): Promise<string> {
  const nameless = callers.filter((caller) => caller === undefined).length;
  const alike = [...new Set(callers.flatMap((caller) => caller ?? []))].filter(
    (caller) => from.length > SAME_END && callerKey(caller).endsWith(from.slice(-SAME_END)),
  );
  return nothing(
    journal,
    `Found no call from ${from} on ${day} (UTC) among ${String(calls)} call${calls === 1 ? '' : 's'}`,
    [
      ...(alike.length === 0 ? [] : [`Nearly the same number: ${alike.join(', ')}.`]),
      ...(nameless === 0 ? [] : [`${String(nameless)} of them ${doNotSay(journal)} who called.`]),
      await daysWithCalls(journal),
    ].join(' '),
  );
}

const doNotSay = (journal: MergedJournal): string =>
  isComplete(journal) ? 'do not say' : 'do not say, as far as they can be read,';

async function daysWithCalls(journal: MergedJournal): Promise<string> {
  const days = (await journal.folders(JOURNAL_PREFIX)).filter((day) => day !== UNDATED);
  if (days.length === 0) return 'No day has events yet.';
  const shown = days.slice(-MOST_DAYS).join(', ');
  const first = days.length > MOST_DAYS ? `${String(days.length)}, the last of them ` : '';
  return `Days with events (--day): ${first}${shown}.`;
}

function nothing(journal: MergedJournal, found: string, wayOut: string): string {
  const where = isComplete(journal) ? 'in either journal' : 'in what could be read of the journals';
  return `${found} ${where}. ${wayOut}`;
}
