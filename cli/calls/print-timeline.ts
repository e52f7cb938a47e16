import { printable } from '../kit/printable.ts';
import { table } from '../kit/table.ts';
import { describeEvent } from './describe-event.ts';
import { probeOf } from './own-traffic.ts';
import type { Recording } from './recordings.ts';
import type { Timeline } from './timeline.ts';

/** A call for people. */
export function printTimeline({ conversation, movedTo = [], events, gaps, recordings }: Timeline): string {
  const rows = events.map((event) => {
    const [leg, details] = describeEvent(event, events);
    return [event.timestamp ?? 'no timestamp', event.kind, leg, event.regions.join(' + '), details];
  });
  return [
    printable([conversation, ...movedTo].join(' → ')),
    ...table([['when (UTC)', 'what', 'leg', 'kept in', 'details'], ...rows]).map((line) => `  ${line}`),
    ...recordings.map((recording) => `  recording: ${printRecording(recording)}`),
    ...describeGaps(conversation, gaps),
  ].join('\n');
}

function describeGaps(conversation: string, gaps: readonly string[]): readonly string[] {
  const probe = probeOf(conversation);
  if (probe !== undefined) return [`  a probe of ${probe}, and no call`];
  return gaps.length === 0 ? ['  no gaps'] : gaps.map((gap) => `  gap: ${printable(gap)}`);
}

/** Size, times and URL of a recording, as far as they are known; or that it was lost. */
export function printRecording({ url, sizeBytes, startTime, endTime, seconds }: Recording): string {
  return [
    sizeBytes === undefined ? 'unknown size' : `${String(sizeBytes)} bytes`,
    seconds === undefined ? 'unknown length' : `${String(seconds)} s`,
    `${startTime ?? '?'} – ${endTime ?? '?'}`,
    url ?? 'LOST: the event that Vonage sent has no recording_url',
  ]
    .map(printable)
    .join(', ');
}
