import { jest } from '@jest/globals';
import { createRandom } from '../../../contracts/random.ts';
import type { Random } from '../../../contracts/random.ts';
import type { Profile, RetryCause } from '../../../simulator/profile.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';
import { SLICE } from '../../support/slice.ts';
import { calibrated } from './support/calibrated.ts';
import { unlikeAnyReading, verdictOn } from './support/verdict-on.ts';

/** Another one each run; `npm run test:long -- --seed N` repeats it. */
const seed = jest.getSeed();
const MIXTURES = SLICE.count(20);
/** They wait most of the time; more of them at once would delay each other. */
const AT_ONCE = 5;

const some = <T>(random: Random, values: readonly [T, ...T[]]): readonly T[] => {
  const taken = values.filter(() => random.next() < 0.6);
  return taken.length === 0 ? [random.pick(values)] : taken;
};

/** Rules of all readings, thrown together, and some that no reading has. */
function mixture(number: number): Profile {
  const random = createRandom(seed, `mixture ${String(number)}`);
  const causes: readonly [RetryCause, ...RetryCause[]] = [
    'connection-refused',
    'connect-timeout',
    'socket-timeout',
    'connection-reset',
    'connection-closed',
  ];
  return {
    ...support2024,
    name: `mixture-${String(number)}`,
    attempts: random.pick([2, 2, 3, 3, 4]),
    retryPauseMs: random.pick([0, 0, 1000, 1000, 400]),
    keepsConnections: random.pick([true, false]),
    socketTimeoutCovers: random.pick(['whole-response', 'inactivity']),
    retriedErrors: some(random, causes),
    retriedStatuses: some(random, [429, 503, 504]),
  };
}

const all = Array.from({ length: MIXTURES }, (_, index) => mixture(index));

it(
  `${String(MIXTURES)} random mixtures of rules: nothing is wrong, and what is unknown is named`,
  async () => {
    for (let from = 0; from < all.length; from += AT_ONCE)
      await Promise.all(
        all.slice(from, from + AT_ONCE).map(async (profile, index) => {
          const run = await calibrated(profile, { seed: from + index + 1 });
          const { wrong, believed, missed, unknown } = verdictOn(run.file, profile);
          expect({ profile, wrong, believed, missed }).toEqual({
            profile,
            wrong: [],
            believed: [],
            missed: [],
          });
          expect(unknown).toEqual(expect.arrayContaining([...unlikeAnyReading(profile)]));
          for (const name of unknown) expect(run.stdout).toContain(`  ${name}: `);
          expect(run.after).toEqual(run.before);
        }),
      );
  },
  MIXTURES * 60_000,
);
