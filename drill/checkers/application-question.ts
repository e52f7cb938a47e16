import { ofType } from '../../contracts/call-history/records.ts';
import type { HistoryRecord } from '../../contracts/history.ts';

/**
 * Where the application behind the guard was last asked what follows an answer, before the call ended: path and query of its own URL.
 * @param records of one call
 */
export function applicationQuestion(records: readonly HistoryRecord[]): string | undefined {
  const endedMs = ofType(records, 'call-ended')[0]?.atMs ?? Infinity;
  return ofType(records, 'application-asked').findLast(
    ({ atMs, payload }) => atMs < endedMs && ('dtmf' in payload || 'speech' in payload),
  )?.path;
}
