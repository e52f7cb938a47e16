import { readKey, UNDATED } from '../../contracts/journal/journal-key.ts';
import { callsOfDay } from '../calls/call-keys.ts';
import type { CallKeys } from '../calls/call-keys.ts';
import { findCaller } from '../calls/find-caller.ts';
import { readRecordings } from '../calls/recordings.ts';
import type { Recording } from '../calls/recordings.ts';
import { readEvents } from '../calls/timeline.ts';
import { inParallelShown } from '../kit/progress.ts';
import type { MergedJournal } from '../journal/merged-journal.ts';

/** A recording, and whose it is. */
export interface Voicemail extends Recording {
  readonly conversation: string;
  /** When Vonage reported it, ISO 8601 in UTC. */
  readonly timestamp?: string;
  readonly from?: string;
}

const AT_ONCE = 16;

/** What callers have left on a day, each recording once, in the order in which they were left. @param show for progress */
export async function voicemailsOfDay(
  journal: MergedJournal,
  day: string,
  show: (line: string) => void,
): Promise<readonly Voicemail[]> {
  const calls = await callsOfDay(journal, day, show);
  const found = await inParallelShown(show, 'calls looked at', calls, AT_ONCE, async ({ keys }) => {
    const recordings = readRecordings(await readEvents(journal, recordKeys(keys, day)));
    if (recordings.length === 0) return [];
    const from = await findCaller(journal, keys);
    return recordings.map((recording): Voicemail => {
      const { conversation = '', timestamp } = readKey(recording.key) ?? {};
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
    const { url, key } = voicemail;
    if (!byUrl.has(url ?? key)) byUrl.set(url ?? key, voicemail);
  }
  return [...byUrl.values()];
}

/** Whether the event may name a recording. A lost recording has no URL, so that its key does not say what it is. */
export const mayBeRecording = (kindInKey: string): boolean => ['record', 'unknown'].includes(kindInKey);

/** Of the recordings of that day: a call may have lasted over midnight. */
const recordKeys = (keys: CallKeys, day: string): CallKeys =>
  new Map(
    [...keys].filter(([key]) => {
      const parts = readKey(key);
      return parts !== undefined && mayBeRecording(parts.kind) && [day, UNDATED].includes(parts.day);
    }),
  );

const leftAt = ({ timestamp, endTime, startTime }: Voicemail): string =>
  timestamp ?? endTime ?? startTime ?? '';

const byTime = (left: Voicemail, right: Voicemail): number => (leftAt(left) < leftAt(right) ? -1 : 1);
