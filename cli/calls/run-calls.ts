import { inParallel } from '../kit/in-parallel.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';
import { openJournals } from '../journal/open-journals.ts';
import { warnOfAway } from '../journal/warn-of-away.ts';
import { callerKey } from '../kit/phone-number.ts';
import { createProgress } from '../kit/progress.ts';
import { callsOfDay, keysOfConversation } from './call-keys.ts';
import { findCaller } from './find-caller.ts';
import { nothingFrom, nothingOfConversation, nothingOnDay } from './nothing-found.ts';
import { CALLS_HELP, parseCallsOptions } from './options.ts';
import type { CallsOptions, Wanted } from './options.ts';
import { describeProbes, withoutProbes } from './own-traffic.ts';
import type { CallsOfDay } from './own-traffic.ts';
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
  const found = await find(journal, options);
  warnOfAway(journal);
  console.log(options.json ? JSON.stringify({ ...found.json, away: journal.away() }) : found.text);
  return 0;
}

async function find(journal: MergedJournal, { wanted, withProbes }: CallsOptions): Promise<Found> {
  switch (wanted.what) {
    case 'conversation': {
      const { conversation, day } = wanted;
      const keys = await keysOfConversation(journal, conversation, day);
      if (keys.size === 0) throw await nothingOfConversation(journal, conversation, day);
      const timeline = await readTimeline(journal, conversation, keys);
      return { json: timeline, text: printTimeline(timeline) };
    }
    case 'from': {
      const { day } = wanted;
      const { calls: all } = withoutProbes(await callsOfDay(journal, day), withProbes);
      const { calls, callers } = await callsFrom(journal, all, wanted);
      if (calls.length === 0) throw await nothingFrom(journal, wanted, all.length, callers);
      return { json: { day, calls }, text: calls.map(printTimeline).join('\n\n') };
    }
    case 'day': {
      const { day } = wanted;
      const { calls: all, probes } = withoutProbes(await callsOfDay(journal, day), withProbes);
      if (all.length === 0 && probes.length === 0) throw await nothingOnDay(journal, day);
      const calls = all.map(([id, keys]) => summarize(id, keys));
      const table = calls.length === 0 ? `No call on ${day} (UTC).` : printSummaries(calls);
      return { json: { day, calls, probes }, text: [table, ...describeProbes(probes)].join('\n') };
    }
  }
}

/** Calls of the caller, and every caller of the day as far as they were looked up. */
async function callsFrom(
  journal: MergedJournal,
  all: CallsOfDay,
  { from, day }: Extract<Wanted, { readonly what: 'from' }>,
): Promise<{ readonly calls: readonly Timeline[]; readonly callers: readonly (string | undefined)[] }> {
  const looked = all.slice(-MOST_CALLS);
  if (looked.length < all.length)
    console.error(`Looking at the last ${String(MOST_CALLS)} of ${String(all.length)} calls of ${day}.`);
  const tick = createProgress('calls looked at', looked.length);
  const found = await inParallel(looked, AT_ONCE, async ([conversation, keys]) => {
    const caller = await findCaller(journal, keys);
    tick();
    if (caller === undefined || callerKey(caller) !== from) return { caller, timelines: [] };
    // Events without a time belong to it too.
    const more = await keysOfConversation(journal, conversation, day);
    return { caller, timelines: [await readTimeline(journal, conversation, new Map([...more, ...keys]))] };
  });
  return {
    calls: found.flatMap(({ timelines }) => timelines),
    callers: found.map(({ caller }) => caller),
  };
}
