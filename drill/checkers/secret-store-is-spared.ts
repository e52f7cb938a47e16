import { ofType } from './call-records.ts';
import type { Checker } from './checker.ts';

/** However many unknown signatures come, an environment asks when it starts, and then once in so many seconds. */
export const secretStoreIsSpared: Checker = {
  name: 'secret-store-is-spared',
  check: (history) => {
    const watched = ofType(history, 'secret-reads');
    const problems = watched.flatMap(({ region, reads, environments, tookMs, gapMs }) => {
      // The gaps that may begin meanwhile, the first one at once; and the start of an environment.
      const most = environments * (1 + 1 + Math.floor(tookMs / gapMs));
      if (reads <= most) return [];
      return [
        {
          call: '',
          text: `the secret store of ${region} was asked too often`,
          detail: `${reads} times in ${tookMs.toFixed(0)} ms by ${environments} environments; expected at most ${most}`,
        },
      ];
    });
    const idle = watched.find(({ reads }) => reads === 0);
    return {
      problems,
      ...(idle && { unknown: `the secret store of ${idle.region} was never asked: nothing was tried there` }),
    };
  },
};
