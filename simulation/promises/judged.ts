import { ofType, type RecordOf, recordsByCall } from '../../contracts/call-history/records.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import { CALL, LAST_CALL } from '../run-schedule.ts';
import { type Schedule, type Spell, spellsOf } from '../schedule/schedule.ts';
import type { World } from '../world/world.ts';
import { during } from './judgement.ts';

/** What all promises are judged by. */
export interface Judged {
  readonly world: World;
  readonly spells: readonly Spell[];
  readonly records: readonly HistoryRecord[];
  /** Of `records`. */
  readonly attempts: readonly Attempt[];
  /** Of the call that is placed when all faults are over. */
  readonly last: readonly HistoryRecord[];
  readonly primaryOrigins: readonly string[];
}

/** One request and what came of it. */
export interface Attempt {
  readonly request: RecordOf<'request'>;
  readonly outcome: RecordOf<'outcome'>;
  /** Faults that were there meanwhile, wherever. */
  readonly meanwhile: readonly Spell[];
}

export function judgedOf(world: World, schedule: Schedule, primaryOrigins: readonly string[]): Judged {
  const byCall = recordsByCall(world.history);
  const records = byCall.get(CALL) ?? [];
  const spells = spellsOf(schedule);
  const outcomes = new Map(ofType(records, 'outcome').map((outcome) => [outcome.request, outcome]));
  const attempts = ofType(records, 'request').flatMap((request) => {
    const outcome = outcomes.get(request.request);
    if (outcome === undefined) return [];
    return [{ request, outcome, meanwhile: during(spells, request.atMs, outcome.atMs) }];
  });
  return { world, spells, records, attempts, last: byCall.get(LAST_CALL) ?? [], primaryOrigins };
}

/** Where a request goes; `other`: the second region's API, which an NCCO of that region names. */
export const tierAsked = (
  { request }: Pick<Attempt, 'request'>,
  primaryOrigins: readonly string[],
): 'primary' | 'fallback' | 'other' =>
  request.kind === 'fallback'
    ? 'fallback'
    : primaryOrigins.includes(new URL(request.url).origin)
      ? 'primary'
      : 'other';
