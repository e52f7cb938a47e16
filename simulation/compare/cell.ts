import { largest, median } from '../../drill/run/statistics.ts';
import type { Heard } from './heard.ts';
import type { Ruled } from './ruled.ts';
import type { SetUpName } from './set-ups.ts';

/** `as-ruled`: bad as the rules say that it must be. */
export type State = 'pass' | 'fail' | 'as-ruled' | 'not-applicable' | 'unknown';

/** What callers of one set-up heard of one fault, by one reading of Vonage's rules. Plain JSON. */
export interface Cell {
  readonly fault: string;
  readonly setUp: SetUpName;
  readonly profile: string;
  readonly state: State;
  /** For people: why it is not `pass`. */
  readonly why?: string;
  readonly calls: number;
  readonly heard: number;
  readonly dropped: number;
  /** Of each caller the longest silence, ms. */
  readonly silenceMs: { readonly p50: number; readonly max: number };
  /** What callers of this project are promised, ms: the same for each set-up. */
  readonly limitMs: number;
  /** What the rules say of this set-up; absent: not applicable. */
  readonly ruled?: Ruled;
  /** What was heard last → of how many callers. */
  readonly last: Readonly<Record<string, number>>;
  /** The tier whose NCCO that came from → of how many callers. */
  readonly servedBy: Readonly<Record<string, number>>;
  /** The rule that decided in the worst call. */
  readonly decided?: string;
  /** A call that was dropped, or the one with the longest silence. */
  readonly worst?: Pick<Heard, 'call' | 'ends' | 'silenceMs' | 'rules'>;
}

/** What is judged. */
export interface Measured {
  readonly calls: readonly Heard[];
  readonly limitMs: number;
  /** Undefined: not applicable. */
  readonly ruled: Ruled | undefined;
  /** What network and functions take beside the rules, ms. */
  readonly ownMs: number;
  /** By so much a machine may be off, ms. Default: none. */
  readonly toleranceMs?: number;
  /** Why nothing can be said, where nothing can. */
  readonly unknown?: string | undefined;
}

/** Pure. */
export function cellOf(names: Pick<Cell, 'fault' | 'setUp' | 'profile'>, measured: Measured): Cell {
  const { calls, limitMs, ruled } = measured;
  const silences = calls.map(({ silenceMs }) => silenceMs);
  const dropped = calls.filter(({ ends }) => ends === 'dropped');
  const worst = (dropped.length > 0 ? dropped : calls).toSorted((a, b) => b.silenceMs - a.silenceMs)[0];
  return {
    ...names,
    ...stateOf(measured),
    calls: calls.length,
    heard: calls.length - dropped.length,
    dropped: dropped.length,
    silenceMs: { p50: median(silences), max: largest(silences) },
    limitMs,
    ...(ruled && { ruled }),
    last: countBy(calls.map(({ last }) => last)),
    servedBy: countBy(calls.flatMap(({ servedBy }) => servedBy ?? [])),
    ...(worst?.decided !== undefined && { decided: worst.decided }),
    ...(worst && {
      worst: { call: worst.call, ends: worst.ends, silenceMs: worst.silenceMs, rules: worst.rules },
    }),
  };
}

const countBy = (values: readonly string[]): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(values, (value) => value)).map(([value, equal = []]) => [
      value,
      equal.length,
    ]),
  );

/**
 * Whether callers heard what they must, whatever the set-up. What the rules say was computed apart from the calls: where both
 * differ, one of them is wrong, and the comparison fails. So does a set-up that looks good where it cannot be.
 */
export function stateOf({
  calls,
  limitMs,
  ruled,
  ownMs,
  unknown,
  toleranceMs = 0,
}: Measured): Pick<Cell, 'state' | 'why'> {
  if (ruled === undefined) return { state: 'not-applicable', why: 'it has no part that this breaks' };
  if (unknown !== undefined) return { state: 'unknown', why: unknown };
  if (calls.length === 0) return { state: 'unknown', why: 'no call was placed' };
  const dropped = calls.filter(({ ends }) => ends === 'dropped').length;
  const maxMs = largest(calls.map(({ silenceMs }) => silenceMs));
  const minMs = Math.min(...calls.map(({ silenceMs }) => silenceMs));
  const isBad = dropped > 0 || maxMs > limitMs + toleranceMs;
  const mustBeBad = ruled.ends === 'dropped' || ruled.fewestMs > limitMs;
  if (mustBeBad && !isBad)
    return { state: 'fail', why: `it looks good, and by the rules it must not: ${inWords(ruled)}` };
  const elsewhere = calls.find(({ ends, servedBy }) => ends === 'heard' && servedBy !== ruled.servedBy);
  if (ruled.ends === 'heard' && elsewhere !== undefined)
    return {
      state: 'fail',
      why: `call ${elsewhere.call} heard ${elsewhere.servedBy ?? 'no tier'} at the end; by the rules: ${ruled.servedBy ?? 'no tier'}`,
    };
  const isAsRuled =
    dropped === (ruled.ends === 'dropped' ? calls.length : 0) &&
    minMs >= ruled.fewestMs - ROUNDING_MS - toleranceMs &&
    maxMs <= ruled.mostMs + ownMs + toleranceMs;
  if (!isAsRuled)
    return {
      state: 'fail',
      why: `${calls.length - dropped} of ${calls.length} callers heard something, after ${maxMs} ms at most; by the rules: ${inWords(ruled)}`,
    };
  return isBad ? { state: 'as-ruled', why: inWords(ruled) } : { state: 'pass' };
}

const ROUNDING_MS = 1;

const inWords = ({ ends, fewestMs, mostMs, rules }: Ruled): string => {
  const after = fewestMs === mostMs ? `${mostMs} ms` : `${fewestMs} to ${mostMs} ms`;
  return `${ends} after ${after} (${rules.join(', ')})`;
};
