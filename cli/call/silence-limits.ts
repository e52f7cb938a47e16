import { silencesOf } from '../../contracts/call-history/silences.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import { duration } from './transcript.ts';

/** `within: 2 s`: of the silences that begin from there on. */
export interface SilenceLimit {
  readonly fromMs: number;
  readonly limitMs: number;
}

/** The first silence that is longer than the limit which holds for it. */
export function tooLong<Limit extends SilenceLimit>(
  records: readonly HistoryRecord[],
  limits: readonly Limit[],
): { readonly limit: Limit; readonly fromMs: number; readonly toMs: number } | undefined {
  for (const { fromMs, toMs } of silencesOf(records, true)) {
    const limit = limits.findLast((each) => each.fromMs <= fromMs);
    if (limit !== undefined && toMs - fromMs > limit.limitMs) return { limit, fromMs, toMs };
  }
  return undefined;
}

export const tooLongInWords = ({ limit, fromMs, toMs }: NonNullable<ReturnType<typeof tooLong>>): string =>
  `expected no silence longer than ${duration(limit.limitMs)}, found ${duration(toMs - fromMs)}`;
