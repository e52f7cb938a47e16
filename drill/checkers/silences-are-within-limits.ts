import type { HistoryRecord } from '../../contracts/history.ts';
import type { Checker, Expected, Problem, PromisedCall } from './checker.ts';
import { recordsByCall } from '../../contracts/call-history/records.ts';
import { rungsOf } from './rungs.ts';
import { expectsRinging } from './meant.ts';
import { type Silence, silencesOf } from '../../contracts/call-history/silences.ts';

/** No silence, and no wait on a rung, is longer than its limit plus the allowance, nor longer than the ceiling. */
export const silencesAreWithinLimits: Checker = {
  name: 'silences-are-within-limits',
  check: (history, expected) => {
    const byCall = recordsByCall(history);
    const problems = expected.calls.flatMap((promised) => {
      const records = byCall.get(promised.call) ?? [];
      return [...silences(records, promised, expected), ...waitsOnRungs(records, promised, expected)];
    });
    return { problems };
  },
};

function silences(
  records: readonly HistoryRecord[],
  { call, hears, limitMs, recovery, stepLimitMs }: PromisedCall,
  expected: Expected,
): readonly Problem[] {
  return silencesOf(records, expectsRinging(hears)).flatMap(({ fromMs, toMs, why }) => {
    const mostMs = enforcedMs(
      why === 'answer' ? limitMs : (stepLimitMs ?? recovery?.limitMs ?? limitMs),
      expected,
    );
    return tooLong(
      call,
      fromMs,
      toMs,
      mostMs,
      `the caller waited longer than ${mostMs.toFixed(0)} ms ${forWhat(why)}`,
    );
  });
}

/** An apology ends a silence, but not the wait for a bot, a person or a voicemail. */
function waitsOnRungs(
  records: readonly HistoryRecord[],
  { call, recovery }: PromisedCall,
  expected: Expected,
): readonly Problem[] {
  if (recovery === undefined) return [];
  const { allowanceMs } = expected;
  const { limitMs, ceilingMs } = recovery.untilSomebody ?? { ...expected, limitMs: recovery.limitMs };
  const mostMs = enforcedMs(limitMs, { allowanceMs, ceilingMs });
  return rungsOf(records, expected.primaryOrigins)
    .filter(({ rung }) => rung !== 'first')
    .flatMap(({ rung, fromMs, withoutAnybodyMs }) => {
      const text = `the caller waited longer than ${mostMs.toFixed(0)} ms for a bot, a person or a voicemail (rung ${rung})`;
      return tooLong(call, fromMs, fromMs + withoutAnybodyMs, mostMs, text);
    });
}

/** Limit plus allowance, at most the ceiling. */
export const enforcedMs = (
  limitMs: number,
  { allowanceMs, ceilingMs }: Pick<Expected, 'allowanceMs' | 'ceilingMs'>,
): number => Math.min(limitMs + allowanceMs, ceilingMs ?? Infinity);

function tooLong(
  call: string,
  fromMs: number,
  toMs: number,
  mostMs: number,
  text: string,
): readonly Problem[] {
  const tookMs = toMs - fromMs;
  if (tookMs <= mostMs) return [];
  return [
    { call, text, detail: `${tookMs.toFixed(0)} ms`, timing: { fromMs, toMs, excessMs: tookMs - mostMs } },
  ];
}

const forWhat = (why: Silence['why']): string =>
  why === 'next-action' ? 'for the next action of an NCCO' : `for an NCCO (${why})`;
