import { ofType, recordsByCall } from '../../contracts/call-history/records.ts';
import { type Silence, silencesOf } from '../../contracts/call-history/silences.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import type { Checker, Expected, Problem } from './checker.ts';

/** What the guard may add to how long a caller waits for an application's NCCO, ms. */
export const MOST_ADDED_MS = 60;

/** Callers of a guarded application wait little longer than callers of the same application without the guard: at the median. */
export const theGuardAddsLittle: Checker = {
  name: 'the-guard-adds-little',
  check: (history, expected) => ({
    problems: addedOf(history, expected).flatMap(({ why, addedMs, guarded }): Problem[] =>
      addedMs <= MOST_ADDED_MS
        ? []
        : [
            {
              call: guarded.call,
              text: `the guard added more than ${MOST_ADDED_MS} ms to the wait for an NCCO (${why})`,
              detail: `${addedMs.toFixed(0)} ms`,
              timing: { ...guarded, excessMs: addedMs - MOST_ADDED_MS },
            },
          ],
    ),
  }),
};

/** By what callers waited for: what the guard added, and the guarded wait at the median. Nothing where none was placed without it. */
export function addedOf(
  history: readonly HistoryRecord[],
  { calls }: Pick<Expected, 'calls'>,
): readonly { readonly why: Silence['why']; readonly addedMs: number; readonly guarded: Silence }[] {
  const byCall = recordsByCall(history);
  const guarded = calls.flatMap(({ call }) => silencesOf(byCall.get(call) ?? [], false));
  return [...Map.groupBy(ofType(history, 'waited-without-guard'), ({ why }) => why)].flatMap(
    ([why, waits]) => {
      const withGuard = middle(
        guarded.filter((silence) => silence.why === why),
        lastedMs,
      );
      const without = middle(waits, ({ tookMs }) => tookMs);
      if (withGuard === undefined || without === undefined) return [];
      return [{ why, addedMs: lastedMs(withGuard) - without.tookMs, guarded: withGuard }];
    },
  );
}

const lastedMs = ({ fromMs, toMs }: Silence): number => toMs - fromMs;

/** The one in the middle; of an even number the lower one. */
const middle = <T>(values: readonly T[], of: (value: T) => number): T | undefined =>
  values.toSorted((a, b) => of(a) - of(b))[(values.length - 1) >> 1];
