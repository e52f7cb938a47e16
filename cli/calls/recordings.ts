import { textField } from './timeline-event.ts';
import type { TimelineEvent } from './timeline-event.ts';

/** What was recorded in a call: a voicemail, as the call flow ships. */
export interface Recording {
  readonly key: string;
  /** Absent: Vonage has lost the recording. */
  readonly url?: string;
  readonly sizeBytes?: number;
  readonly startTime?: string;
  readonly endTime?: string;
  readonly seconds?: number;
}

/** The recordings that the `record` events of a call name. */
export const readRecordings = (events: readonly TimelineEvent[]): readonly Recording[] =>
  events.flatMap(({ key, kind, event }) => {
    if (kind !== 'record' || event === undefined) return [];
    const url = textField(event, 'recording_url');
    const size = Number(textField(event, 'size'));
    const startTime = textField(event, 'start_time');
    const endTime = textField(event, 'end_time');
    const seconds = (Date.parse(endTime ?? '') - Date.parse(startTime ?? '')) / 1000;
    return [
      {
        key,
        ...(url === undefined ? {} : { url }),
        ...(Number.isSafeInteger(size) && size >= 0 ? { sizeBytes: size } : {}),
        ...(startTime === undefined ? {} : { startTime }),
        ...(endTime === undefined ? {} : { endTime }),
        ...(seconds >= 0 ? { seconds } : {}),
      },
    ];
  });
