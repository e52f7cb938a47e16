import { CommandError } from '../command-error.ts';
import { inParallel } from '../in-parallel.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';
import { openJournals } from '../journal/open-journals.ts';
import { warnOfAway } from '../journal/warn-of-away.ts';
import { createProgress } from '../progress.ts';
import { callsOfDay, keysOfConversation } from './call-keys.ts';
import { findCaller } from './find-caller.ts';
import { CALLS_HELP, parseCallsOptions } from './options.ts';
import type { Wanted } from './options.ts';
import { printTimeline } from './print-timeline.ts';
import { printSummaries, summarize } from './summary.ts';
import { readTimeline } from './timeline.ts';
import type { Timeline } from './timeline.ts';

/** Calls whose caller is looked up at most, the latest of the day first. */
const MOST_CALLS = 5_000;
const AT_ONCE = 16;

/** What was found, for programs and for people. */
interface Found {
  readonly json: object;
  readonly text: string;
}

/** `npm run calls`: returns the exit code. @throws CommandError */
export async function runCalls(args: readonly string[]): Promise<number> {
  const options = parseCallsOptions(args, Date.now());
  if (options === undefined) {
    process.stdout.write(CALLS_HELP);
    return 0;
  }
  const journal = await openJournals(options.outputs);
  const found = await find(journal, options.wanted);
  warnOfAway(journal);
  console.log(options.json ? JSON.stringify({ ...found.json, away: journal.away() }) : found.text);
  return 0;
}

async function find(journal: MergedJournal, wanted: Wanted): Promise<Found> {
  switch (wanted.what) {
    case 'conversation': {
      const { conversation, day } = wanted;
      const keys = await keysOfConversation(journal, conversation, day);
      if (keys.size === 0)
        throw nothing(journal, `of ${conversation}`, day, 'Is the id right, with its CON-?');
      const timeline = await readTimeline(journal, conversation, keys);
      return { json: timeline, text: printTimeline(timeline) };
    }
    case 'from': {
      const calls = await callsFrom(journal, wanted.from, wanted.day);
      if (calls.length === 0)
        throw nothing(
          journal,
          `of a call from ${wanted.from}`,
          wanted.day,
          'Name the day of the call, in UTC, with --day.',
        );
      return { json: { day: wanted.day, calls }, text: calls.map(printTimeline).join('\n\n') };
    }
    case 'day': {
      const calls = (await callsOfDay(journal, wanted.day)).map(([id, keys]) => summarize(id, keys));
      if (calls.length === 0)
        throw nothing(journal, 'at all', wanted.day, 'Name another day, in UTC, with --day.');
      return { json: { day: wanted.day, calls }, text: printSummaries(calls) };
    }
  }
}

async function callsFrom(journal: MergedJournal, from: string, day: string): Promise<readonly Timeline[]> {
  const all = await callsOfDay(journal, day);
  const looked = all.slice(-MOST_CALLS);
  if (looked.length < all.length)
    console.error(`Looking at the last ${String(MOST_CALLS)} of ${String(all.length)} calls of ${day}.`);
  const tick = createProgress('calls looked at', looked.length);
  const timelines = await inParallel(looked, AT_ONCE, async ([conversation, keys]) => {
    const caller = await findCaller(journal, keys);
    tick();
    if (caller === undefined || plain(caller) !== plain(from)) return [];
    // Events without a time belong to it too.
    const more = await keysOfConversation(journal, conversation, day);
    return [await readTimeline(journal, conversation, new Map([...more, ...keys]))];
  });
  return timelines.flat();
}

/** A number as its digits, however it is written. */
const plain = (number: string): string =>
  number
    .replace(/[\s().+-]/g, '')
    .replace(/^00/, '')
    .toLowerCase();

function nothing(
  journal: MergedJournal,
  what: string,
  day: string | undefined,
  wayOut: string,
): CommandError {
  const where = journal.away().length === 0 ? 'in either journal' : 'in the journal that answers';
  warnOfAway(journal);
  return new CommandError(
    `Found no event ${what}${day === undefined ? '' : ` on ${day} (UTC)`} ${where}. ${wayOut}`,
  );
}
