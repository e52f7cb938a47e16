import { ofType } from '../../contracts/call-history/records.ts';
import type { Checker } from './checker.ts';

/** An environment reads the secret at its start, and then at most once per gap, however many unknown signatures arrive. */
export const secretStoreIsSpared: Checker = {
  name: 'secret-store-is-spared',
  check: (history) => {
    const watched = ofType(history, 'secret-reads');
    const problems = watched.flatMap(({ region, reads, environments, tookMs, gapMs }) => {
      // One read at the start, and one for each gap that can begin in this time, the first of them at once.
      const most = environments * (1 + 1 + Math.floor(tookMs / gapMs));
      if (reads <= most) return [];
      return [
        {
          call: '',
          text: `the secret store of ${region} was read too often`,
          detail: `expected at most ${most} reads by ${environments} environments in ${tookMs.toFixed(0)} ms; found ${reads}`,
        },
      ];
    });
    const idle = watched.find(({ reads }) => reads === 0);
    return {
      problems,
      ...(idle && {
        unknown: `expected reads of the secret store of ${idle.region}; found none, so it was not tested`,
      }),
    };
  },
};
