import { ofType, recordsByCall } from '../../contracts/call-history/records.ts';
import type { Checker } from './checker.ts';
import { PARTNERS } from './meant.ts';

/** Of callers who are dropped together, at least the promised share reaches a bot, or a person, and not only a voicemail. */
export const enoughCallersAreReached: Checker = {
  name: 'enough-callers-are-reached',
  check: (history, { shares }) => {
    const byCall = recordsByCall(history);
    return {
      problems: shares.flatMap(({ calls, reach, share }) => {
        const reached = calls.filter((call) => {
          const records = byCall.get(call) ?? [];
          const lost = records.findLastIndex(
            ({ type }) => type === 'wants-ncco' || type === 'mid-call-faults-began',
          );
          return (
            ofType(records.slice(lost), 'heard').find(({ what }) => PARTNERS.includes(what))?.what === reach
          );
        });
        if (reached.length >= share * calls.length) return [];
        const wanted = Math.ceil(share * calls.length);
        const text = `expected ${wanted} of ${calls.length} callers to reach a ${reach}; found ${reached.length}`;
        return [{ call: '', text }];
      }),
    };
  },
};
