import type { HistoryRecord } from '../../contracts/history.ts';
import type { Expected, PromisedCall } from './checker.ts';
import { ofType } from './call-records.ts';
import { isMeant } from './is-meant.ts';

/** False for a dropped call: one that heard nothing that any tier means to say to it. */
export function heardSomethingMeant(
  records: readonly HistoryRecord[],
  promised: PromisedCall,
  { tierSays }: Pick<Expected, 'tierSays'>,
): boolean {
  const meant = [...promised.hears, ...tierSays.primary, ...tierSays.secondary, ...tierSays.static];
  return ofType(records, 'heard').some((heard) => meant.some((one) => isMeant(one, heard)));
}
