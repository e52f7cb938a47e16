import { inParallelShown } from '../kit/progress.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';
import { isComplete, NOT_COMPLETE_EXIT, printLook } from '../journal/completeness.ts';
import { openJournals } from '../journal/open-journals.ts';
import { CommandError } from '../kit/command-error.ts';
import { define } from '../kit/command.ts';
import { parseDay, callerKey, parseCaller } from '../kit/flag-values.ts';
import { JSON_FLAG } from '../kit/flags.ts';
import type { Io } from '../kit/io.ts';
import { OUTPUTS_FLAG } from '../kit/read-outputs.ts';
import { callsOfDay, undatedOf } from './call-keys.ts';
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

const AT_ONCE = 16;
/** Calls that are read whole; more would wait for the connections of the S3 client. */
const CALLS_AT_ONCE = 4;

/** What was found, for programs and for people. */
interface Found {
  readonly json: object;
  readonly text: string;
  /** Where the look was complete, an error. */
  readonly isNothing?: true;
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
  exits: { 0: 'found', 1: 'no event was found, or no journal answers', 2: NOT_COMPLETE_EXIT },
  async run({ withProbes, json, outputs, ...asked }, { nowMs, stdout, stderr }) {
    const journal = await openJournals(outputs);
    const found = await find(journal, wantedOf(asked, nowMs()), withProbes, stderr);
    if (found.isNothing === true && isComplete(journal)) throw new CommandError(found.text);
    return printLook(journal, found, { json, stdout, stderr });
  },
});

async function find(
  journal: MergedJournal,
  wanted: Wanted,
  withProbes: boolean,
  show: Io['stderr'],
): Promise<Found> {
  switch (wanted.what) {
    case 'conversation': {
      const { conversation, day } = wanted;
      const timeline = await findConversation(journal, conversation, day, show);
      if (timeline !== undefined) return { json: timeline, text: printTimeline(timeline) };
      const text = await nothingOfConversation(journal, conversation, day);
      return {
        json: { conversation, events: [], gaps: [], missing: [], recordings: [] },
        text,
        isNothing: true,
      };
    }
    case 'from': {
      const { day } = wanted;
      const { calls: all } = withoutProbes(await callsOfDay(journal, day, show), withProbes);
      const { calls, callers } = await callsFrom(journal, all, wanted, show);
      if (calls.length > 0) return { json: { day, calls }, text: calls.map(printTimeline).join('\n\n') };
      const text = await nothingFrom(journal, wanted, all.length, callers);
      return { json: { day, calls }, text, isNothing: true };
    }
    case 'day': {
      const { day } = wanted;
      const { calls: all, probes } = withoutProbes(await callsOfDay(journal, day, show), withProbes);
      if (all.length === 0 && probes.length === 0)
        return { json: { day, calls: [], probes }, text: await nothingOnDay(journal, day), isNothing: true };
      const calls = await inParallelShown(
        show,
        'calls read',
        all,
        CALLS_AT_ONCE,
        async ({ conversations, keys }) =>
          summarize(timelineOf(conversations, await readEvents(journal, keys), journal)),
      );
      const table = calls.length === 0 ? `No call on ${day} (UTC).` : printSummaries(calls);
      return { json: { day, calls, probes }, text: [table, ...describeProbes(probes)].join('\n') };
    }
  }
}

/** Calls of the caller, and every caller of the day. */
async function callsFrom(
  journal: MergedJournal,
  all: readonly DayCall[],
  { from }: Extract<Wanted, { readonly what: 'from' }>,
  show: Io['stderr'],
): Promise<{ readonly calls: readonly Timeline[]; readonly callers: readonly (string | undefined)[] }> {
  const found = await inParallelShown(
    show,
    'calls looked at',
    all,
    AT_ONCE,
    async ({ conversations, keys }) => {
      const caller = await findCaller(journal, keys);
      if (caller === undefined || callerKey(caller) !== from) return { caller, timelines: [] };
      // Events without a time belong to it too.
      const more = await Promise.all(conversations.map((each) => undatedOf(journal, each)));
      const events = await readEvents(journal, new Map([...more.flatMap((each) => [...each]), ...keys]));
      return { caller, timelines: [timelineOf(conversations, events, journal)] };
    },
  );
  return {
    calls: found.flatMap(({ timelines }) => timelines),
    callers: found.map(({ caller }) => caller),
  };
}
