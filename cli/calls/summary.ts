import { table } from '../kit/table.ts';
import { listedAt } from './timeline-event.ts';
import type { Timeline } from './timeline.ts';

/** A call of a day, in a line. */
export interface CallSummary {
  readonly conversation: string;
  /** Conversations to which a leg has moved; absent where none has. */
  readonly movedTo?: readonly string[];
  readonly firstAt?: string;
  readonly lastAt?: string;
  readonly events: number;
  readonly recordings: number;
  /** Events of recordings that cannot be read; absent where there is none. */
  readonly unreadRecordings?: number;
  /** What the timeline names as gaps, in a word or two. */
  readonly missing: readonly string[];
}

export function summarize({ conversation, movedTo, events, recordings, missing }: Timeline): CallSummary {
  const times = events.flatMap((event) => listedAt(event) ?? []).sort();
  const [firstAt] = times;
  const lastAt = times.at(-1);
  const unreadRecordings = events.filter(
    ({ kind, event }) => kind === 'record' && event === undefined,
  ).length;
  return {
    conversation,
    ...(movedTo === undefined ? {} : { movedTo }),
    ...(firstAt === undefined || lastAt === undefined ? {} : { firstAt, lastAt }),
    events: events.length,
    recordings: recordings.filter(({ url }) => url !== undefined).length,
    ...(unreadRecordings === 0 ? {} : { unreadRecordings }),
    missing,
  };
}

/** The calls of a day for people. */
export const printSummaries = (calls: readonly CallSummary[]): string =>
  table([
    ['first event (UTC)', 'last event', 'events', 'recordings', 'missing', 'conversation'],
    ...calls.map((call) => [
      call.firstAt ?? '',
      call.lastAt ?? '',
      String(call.events),
      countRecordings(call),
      call.missing.join(', '),
      [call.conversation, ...(call.movedTo ?? [])].join(' → '),
    ]),
  ]).join('\n');

const countRecordings = ({ recordings, unreadRecordings = 0 }: CallSummary): string =>
  unreadRecordings === 0 ? String(recordings) : `${recordings} and ${unreadRecordings} unreadable`;
