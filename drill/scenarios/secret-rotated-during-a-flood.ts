import { KNOWN_WHEN_NEEDED_AFTER_MS } from '../../contracts/secret-refresh.ts';
import { operatorLinks } from '../faults/operator-links.ts';
import { operatorFinishes, operatorStages } from '../faults/operator-rotates.ts';
import { secretStoresAreWatched } from '../faults/secret-stores-are-watched.ts';
import { strangerFloods } from '../faults/stranger-floods.ts';
import { CONCURRENCY } from './concurrency.ts';
import type { Scenario } from './scenario.ts';
import { WARM_PRIMARY, WARM_SWAPPED } from './warm.ts';

const PER_SECOND = 40;
/** It ends with the last call; a machine that is slower than this proves less. */
const FOR_MS = 120_000;
/** Those where the platform's own callbacks arrive, and the front that they come through when the primary is gone. */
const FLOODED = [
  'the primary’s answer',
  'the primary’s event',
  'the secondary’s answer',
  'the secondary’s event',
  'the secondary’s front',
];

export const secretRotatedDuringAFloodScenario: Scenario = {
  name: 'secret-rotated-during-a-flood',
  breaks: `the secret is rotated during ${PER_SECOND} forged callbacks a second`,
  promise: 'no genuine callback is refused before, during and after; the secret stores are spared',
  aboutSignatures: true,
  concurrency: CONCURRENCY.busy,
  warm: [...WARM_PRIMARY, ...WARM_SWAPPED.filter(({ role }) => role === 'secondary')],
  phases: [
    {
      faults: [
        secretStoresAreWatched,
        strangerFloods({
          perSecond: PER_SECOND,
          forMs: FOR_MS,
          endsWhenUndone: true,
          only: ({ name }) => FLOODED.includes(name),
        }),
      ],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
    },
    {
      // The command says to wait longer, so that environments know the secret even if their store is away when it is needed.
      // Here the stores are there: it is asked for when it is needed.
      faults: [operatorStages(KNOWN_WHEN_NEEDED_AFTER_MS)],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
    },
    {
      // Swapped, so that every function of the secondary has to know the new secret too.
      faults: [operatorFinishes, operatorLinks({ primary: 'secondary' })],
      servedBy: 'secondary',
      limitMs: ({ fetchMs }) => fetchMs,
    },
  ],
};
