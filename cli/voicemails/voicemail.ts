import { readKey } from '../../contracts/journal/journal-key.ts';
import { callsOfDay } from '../calls/call-keys.ts';
import type { CallKeys } from '../calls/call-keys.ts';
import { findCaller } from '../calls/find-caller.ts';
import type { Recording } from '../calls/recordings.ts';
import { readTimeline } from '../calls/timeline.ts';
import { inParallel } from '../kit/progress.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';

/** A recording, and whose it is. */
export interface Voicemail extends Recording {
  readonly conversation: string;
  /** When Vonage reported it, ISO 8601 in UTC. */
  readonly timestamp?: string;
  readonly from?: string;
}

const AT_ONCE = 16;

/** What callers have left on a day, each recording once, in the order in which they were left. */
export async function voicemailsOfDay(journal: MergedJournal, day: string): Promise<readonly Voicemail[]> {
  const calls = (await callsOfDay(journal, day)).filter(([, keys]) => recordKeys(keys).size > 0);
  const found = await inParallel(calls, AT_ONCE, async ([conversation, keys]) => {
    const { recordings } = await readTimeline(journal, conversation, recordKeys(keys));
    const from = await findCaller(journal, keys);
    return recordings.map((recording): Voicemail => {
      const timestamp = readKey(recording.key)?.timestamp;
      return {
        ...recording,
        conversation,
        ...(timestamp === undefined ? {} : { timestamp }),
        ...(from === undefined ? {} : { from }),
      };
    });
  });
  const byUrl = new Map<string, Voicemail>();
  for (const voicemail of found.flat().sort(byTime)) {
    if (!byUrl.has(voicemail.url)) byUrl.set(voicemail.url, voicemail);
  }
  return [...byUrl.values()];
}

const recordKeys = (keys: CallKeys): CallKeys =>
  new Map([...keys].filter(([key]) => readKey(key)?.kind === 'record'));

const byTime = (left: Voicemail, right: Voicemail): number =>
  (left.timestamp ?? '') < (right.timestamp ?? '') ? -1 : 1;
