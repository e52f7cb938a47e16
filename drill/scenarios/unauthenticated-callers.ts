import type { RegionRole, Route } from '../../emulator/world.ts';
import { forgedCallbacks } from '../faults/forged-callbacks.ts';
import { accountQuota } from '../faults/regions.ts';
import { secretInRotation } from '../faults/secrets.ts';
import { strangerFloods } from '../faults/stranger-floods.ts';
import { CONCURRENCY, WARM_PRIMARY } from './load.ts';
import { type Warm, type Scenario, AT_ONCE } from './scenario.ts';

const PER_SECOND = 200;
const FOR_MS = 5000;
/**
 * What is deployed reserves nothing, so that the account's quota is the cap: 1,000 as a rule, and so few in a new account.
 * A higher one makes nothing easier for one machine: where it is slow, more environments are started, and slow it down.
 */
const ENVIRONMENTS = 10;

const ROLES: readonly RegionRole[] = ['primary', 'secondary'];
const ROUTES: readonly Route[] = ['answer', 'event', 'websocket-disconnected', 'fallback'];
/** The flood meets every function, so that each is warm before it begins. */
const EVERY_FUNCTION: readonly Warm[] = ROLES.flatMap((role) => ROUTES.map((route) => ({ role, route })));

/** Callbacks that Vonage has not sent arrive while calls go on. */
export const UNAUTHENTICATED_SCENARIOS: readonly Scenario[] = [
  {
    name: 'forged-callbacks',
    breaks: 'callbacks are forged in every known way, during a rotation',
    promise: 'each is accepted or refused as it must be, and the primary answers as always',
    inStory: true,
    ceilingMs: 200,
    typicalSeconds: 3.5,
    aboutSignatures: true,
    concurrency: CONCURRENCY.busy,
    // One more of each than there are callers.
    warm: [
      ...WARM_PRIMARY.map((warm) => ({ ...warm, perCaller: 2 })),
      { role: 'secondary', route: 'fallback' },
    ],
    phases: [
      {
        faults: [secretInRotation('primary'), secretInRotation('secondary'), forgedCallbacks],
        servedBy: 'primary',
        limitMs: AT_ONCE,
      },
    ],
  },
  {
    name: 'stranger-floods',
    breaks: `${PER_SECOND} forged callbacks a second, to every route`,
    promise: 'the primary answers as always, and no forgery is accepted',
    ceilingMs: 250,
    typicalSeconds: 6.5,
    aboutSignatures: true,
    // Two at a time, a second each: the calls last as long as the flood.
    concurrency: 2,
    calls: 10,
    warm: EVERY_FUNCTION,
    phases: [
      {
        faults: [
          ...ROLES.map((role) => accountQuota(role, ENVIRONMENTS)),
          strangerFloods({ perSecond: PER_SECOND, forMs: FOR_MS }),
        ],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        talksForMs: 950,
      },
    ],
  },
];
