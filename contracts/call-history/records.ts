import type { HistoryRecord } from '../history.ts';

export type RecordOf<Type extends HistoryRecord['type']> = Extract<HistoryRecord, { type: Type }>;

/** The records of each call, in order. */
export function recordsByCall(
  history: readonly HistoryRecord[],
): ReadonlyMap<string, readonly HistoryRecord[]> {
  const byCall = new Map<string, HistoryRecord[]>();
  for (const record of history) {
    const records = byCall.get(record.call);
    if (records === undefined) byCall.set(record.call, [record]);
    else records.push(record);
  }
  return byCall;
}

export function ofType<Type extends HistoryRecord['type']>(
  records: readonly HistoryRecord[],
  type: Type,
): readonly RecordOf<Type>[] {
  return records.filter((record): record is RecordOf<Type> => record.type === type);
}
