import { inParallelShown } from '../kit/progress.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';
import { openJournals, warnUnavailable } from '../journal/open-journals.ts';
import { define } from '../kit/command.ts';
import { parseDay, callerKey, parseCaller } from '../kit/flag-values.ts';
import { JSON_FLAG } from '../kit/flags.ts';
import { OUTPUTS_FLAG } from '../kit/read-outputs.ts';
import { callsOfDay, keysOfConversation } from './call-keys.ts';
import type { DayCall } from './call-keys.ts';
import { findCaller } from './find-caller.ts';
import { findConversation } from './find-conversation.ts';
import { nothingFrom, nothingOfConversation, nothingOnDay } from './nothing-found.ts';
import type { Wanted } from './wanted.ts';
import { wantedOf } from './wanted.ts';
import { describeProbes, withoutProbes } from './own-traffic.ts';
import { printTimeline } from './print-timeline.ts';
import { printSummaries, summarize } from './summary.ts';
import { readEvents, timelineOf } from './timeline.ts';
import type { Timeline } from './timeline.ts';

/** Calls whose caller is looked up at most, the latest of the day first. */
const MOST_CALLS = 5_000;
const AT_ONCE = 16;
/** Calls that are read whole; more would wait for the connections of the S3 client. */
const CALLS_AT_ONCE = 4;

/** What was found, for programs and for people. */
interface Found {
  readonly json: object;
  readonly text: string;
}

export const calls = define({
  name: 'calls',
  about: `Shows what happened in a call: every event that Vonage sent, once, merged from both regions' journals, in the order of the
timestamps; missing events; recordings.`,
  flags: {
    conversation: { type: 'text', value: 'ID', notWith: ['from'], help: 'the timeline of this call (CON-…)' },
    from: {
      type: 'text',
      value: 'NUMBER',
      help: 'the timelines of the calls of this caller, of one day; the number with its country code, in any form ("+44 7700 900123"), the name or SIP URI of a caller that has none, or "withheld"',
      read: parseCaller,
    },
    day: {
      type: 'text',
      value: 'YYYY-MM-DD',
      help: 'a day in UTC; alone: lists the calls of that day',
      otherwise: 'today; with --conversation: every day',
      read: parseDay,
    },
    withProbes: {
      type: 'boolean',
      help: 'also show the events of npm run link -- verify and tune, which belong to no call',
    },
    json: JSON_FLAG,
    outputs: OUTPUTS_FLAG,
  },
  exits: { 0: 'found', 1: 'no event was found, or no journal answers' },
  async run({ withProbes, json, outputs, ...asked }) {
    const journal = await openJournals(outputs);
    const found = await find(journal, wantedOf(asked, Date.now()), withProbes);
    warnUnavailable(journal);
    console.log(json ? JSON.stringify({ ...found.json, unavailable: journal.unavailable() }) : found.text);
    return 0;
  },
});

async function find(journal: MergedJournal, wanted: Wanted, withProbes: boolean): Promise<Found> {
  switch (wanted.what) {
    case 'conversation': {
      const { conversation, day } = wanted;
      const timeline = await findConversation(journal, conversation, day);
      if (timeline === undefined) throw await nothingOfConversation(journal, conversation, day);
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
      const calls = await inParallelShown('calls read', all, CALLS_AT_ONCE, async ({ conversations, keys }) =>
        summarize(timelineOf(conversations, await readEvents(journal, keys))),
      );
      const table = calls.length === 0 ? `No call on ${day} (UTC).` : printSummaries(calls);
      return { json: { day, calls, probes }, text: [table, ...describeProbes(probes)].join('\n') };
    }
  }
}

/** Calls of the caller, and every caller of the day as far as they were looked up. */
async function callsFrom(
  journal: MergedJournal,
  all: readonly DayCall[],
  { from, day }: Extract<Wanted, { readonly what: 'from' }>,
): Promise<{ readonly calls: readonly Timeline[]; readonly callers: readonly (string | undefined)[] }> {
  const looked = all.slice(-MOST_CALLS);
  if (looked.length < all.length)
    console.error(`Looking at the last ${String(MOST_CALLS)} of ${String(all.length)} calls of ${day}.`);
  const found = await inParallelShown('calls looked at', looked, AT_ONCE, async ({ conversations, keys }) => {
    const caller = await findCaller(journal, keys);
    if (caller === undefined || callerKey(caller) !== from) return { caller, timelines: [] };
    // Events without a time belong to it too.
    const more = await Promise.all(conversations.map((each) => keysOfConversation(journal, each, day)));
    const events = await readEvents(journal, new Map([...more.flatMap((each) => [...each]), ...keys]));
    return { caller, timelines: [timelineOf(conversations, events)] };
  });
  return {
    calls: found.flatMap(({ timelines }) => timelines),
    callers: found.map(({ caller }) => caller),
  };
}
