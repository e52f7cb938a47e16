import { KNOWN_WHEN_NEEDED_AFTER_MS } from '../../contracts/secret-refresh.ts';
import { forgedCallback } from '../faults/forged-callbacks.ts';
import { environmentsRecycled } from '../faults/functions.ts';
import { operatorFinishes, operatorLinks, operatorStages } from '../faults/operator.ts';
import { secretStoresAreWatched } from '../faults/secret-stores-are-watched.ts';
import { secretIsWrong, secretStoreHangs } from '../faults/secrets.ts';
import { forgedFlood } from '../faults/forged-flood.ts';
import {
  CONCURRENCY,
  WARM_BUT_ANSWER,
  WARM_FAILOVER,
  WARM_PRIMARY,
  WARM_STATIC,
  WARM_SWAPPED,
} from './load.ts';
import { type Scenario, AT_ONCE } from './scenario.ts';

/** Rate of the flood during the rotation. */
const FORGED_PER_SECOND = 40;
/** The flood ends with the last call, and after this time at the latest. */
const FORGED_FOR_MS = 120_000;
/** The URLs that get Vonage's own callbacks, and the CloudFront distribution that gets them when the primary is gone. */
const FLOODED = [
  'the primary’s answer',
  'the primary’s event',
  'the secondary’s answer',
  'the secondary’s event',
  'the secondary’s CloudFront distribution',
];

/** The signature secret is wrong, unreachable or rotated. */
export const SECRET_SCENARIOS: readonly Scenario[] = [
  {
    name: 'secret-is-wrong-in-the-primary',
    breaks: 'the primary holds a wrong secret',
    promise: 'the secondary answers at once',
    inStory: true,
    ceilingMs: 200,
    typicalSeconds: 1.5,
    aboutSignatures: true,
    concurrency: CONCURRENCY.busy,
    warm: WARM_FAILOVER,
    phases: [{ faults: [secretIsWrong('primary')], servedBy: 'secondary', limitMs: AT_ONCE }],
  },
  {
    name: 'secret-is-wrong-everywhere',
    breaks: 'both regions hold a wrong secret',
    promise: 'the static NCCO answers at once',
    ceilingMs: 200,
    typicalSeconds: 1.5,
    aboutSignatures: true,
    concurrency: CONCURRENCY.busy,
    warm: WARM_STATIC,
    phases: [
      {
        faults: [secretIsWrong('primary'), secretIsWrong('secondary')],
        servedBy: 'static',
        limitMs: AT_ONCE,
      },
    ],
  },
  {
    // Environments that know the secret keep it. New ones cannot read it, so the call goes to the secondary.
    name: 'secret-store-unavailable',
    breaks: 'the primary’s secret store hangs; then new environments start',
    promise: 'environments that know the secret keep answering; the secondary answers for new ones',
    // A cold start, then the handler's deadline of 600 ms (1,100 ms).
    ceilingMs: { shipped: 1000, tight: 1000, guarded: 1500 },
    typicalSeconds: 3.5,
    aboutSignatures: true,
    // One call at a time, because the second phase needs the environment that the first phase started. It is not warmed,
    // because warming sends an unknown signature, and the store is read again for one at most every 10 s.
    concurrency: 1,
    calls: 9,
    warm: WARM_BUT_ANSWER,
    coldStartsOf: { role: 'primary', route: 'answer' },
    phases: [
      {
        faults: [environmentsRecycled('primary', 'answer')],
        servedBy: 'primary',
        limitMs: ({ coldStartMs, fetchMs }) => coldStartMs + fetchMs,
      },
      { faults: [secretStoreHangs('primary'), forgedCallback], servedBy: 'primary', limitMs: AT_ONCE },
      {
        faults: [environmentsRecycled('primary', 'answer')],
        servedBy: 'secondary',
        limitMs: ({ timeouts, coldStartMs, fetchMs }) => coldStartMs + timeouts.answer.handlerMs + fetchMs,
      },
    ],
  },
  {
    name: 'secret-rotated-during-a-flood',
    breaks: `the secret is rotated during ${FORGED_PER_SECOND} forged callbacks a second`,
    promise: 'no genuine callback is refused before, during and after; the secret stores are not overloaded',
    ceilingMs: 250,
    typicalSeconds: 15.5,
    aboutSignatures: true,
    concurrency: CONCURRENCY.busy,
    warm: [...WARM_PRIMARY, ...WARM_SWAPPED.filter(({ role }) => role === 'secondary')],
    phases: [
      {
        faults: [
          secretStoresAreWatched,
          forgedFlood({
            perSecond: FORGED_PER_SECOND,
            forMs: FORGED_FOR_MS,
            endsWhenUndone: true,
            only: ({ name }) => FLOODED.includes(name),
          }),
        ],
        servedBy: 'primary',
        limitMs: AT_ONCE,
      },
      {
        // `npm run rotate` waits longer, so that environments know the secret even if their store is unavailable later. Here
        // the stores are available, so environments read the secret when they need it.
        faults: [operatorStages(KNOWN_WHEN_NEEDED_AFTER_MS)],
        servedBy: 'primary',
        limitMs: AT_ONCE,
      },
      {
        // The regions are swapped, so that every function of the secondary needs the new secret too.
        faults: [operatorFinishes, operatorLinks({ primary: 'secondary' })],
        servedBy: 'secondary',
        limitMs: AT_ONCE,
      },
    ],
  },
];
