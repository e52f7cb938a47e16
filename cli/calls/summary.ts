import { readKey } from '../../contracts/journal/journal-key.ts';
import { table } from '../kit/table.ts';
import { timesOf } from './call-keys.ts';
import type { CallKeys } from './call-keys.ts';

/** What a call's keys say, without reading an event. */
export interface CallSummary {
  readonly conversation: string;
  readonly firstAt?: string;
  readonly lastAt?: string;
  readonly events: number;
  readonly recordings: number;
  /** Of `answered` and `completed`, those that no event of the day has. */
  readonly missing: readonly string[];
}

export function summarize(conversation: string, keys: CallKeys): CallSummary {
  const kinds = [...keys.keys()].map((key) => readKey(key)?.kind);
  const times = timesOf(keys);
  const [firstAt] = times;
  const lastAt = times.at(-1);
  return {
    conversation,
    ...(firstAt === undefined || lastAt === undefined ? {} : { firstAt, lastAt }),
    events: kinds.length,
    recordings: kinds.filter((kind) => kind === 'record').length,
    missing: ['answered', 'completed'].filter((kind) => !kinds.includes(kind)),
  };
}

/** The calls of a day for people. */
export const printSummaries = (calls: readonly CallSummary[]): string =>
  table([
    ['first event (UTC)', 'last event', 'events', 'recordings', 'missing', 'conversation'],
    ...calls.map(({ conversation, firstAt = '', lastAt = '', events, recordings, missing }) => [
      firstAt,
      lastAt,
      String(events),
      String(recordings),
      missing.join(', '),
      conversation,
    ]),
  ]).join('\n');
