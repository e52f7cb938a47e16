import type { RegionRole, Route } from '../../emulator/emulator.ts';
import { forgedCallbacks } from '../faults/forged-callbacks.ts';
import { accountQuota } from '../faults/regions.ts';
import { secretInRotation } from '../faults/secrets.ts';
import { forgedFlood } from '../faults/forged-flood.ts';
import { CONCURRENCY, WARM_PRIMARY } from './load.ts';
import { type Warm, type Scenario, AT_ONCE } from './scenario.ts';

const PER_SECOND = 200;
const FOR_MS = 5000;
/**
 * The deployment reserves no concurrency, so the account's quota is the limit: usually 1,000, in a new account this few. A
 * higher quota does not help on one machine, because it starts more environments, and these slow it down.
 */
const ENVIRONMENTS = 10;

const ROLES: readonly RegionRole[] = ['primary', 'secondary'];
const ROUTES: readonly Route[] = ['answer', 'event', 'websocket-disconnected', 'fallback'];
/** Every function is warm before the flood, because the flood reaches all of them. */
const EVERY_FUNCTION: readonly Warm[] = ROLES.flatMap((role) => ROUTES.map((route) => ({ role, route })));

/** Unauthenticated callers send forged callbacks during calls. */
export const UNAUTHENTICATED_SCENARIOS: readonly Scenario[] = [
  {
    name: 'forged-callbacks',
    breaks: 'callbacks are forged in every known way, during a rotation',
    promise: 'each is accepted or rejected as expected, and the primary answers as always',
    inStory: true,
    ceilingMs: 200,
    typicalSeconds: 3.5,
    aboutSignatures: true,
    concurrency: CONCURRENCY.busy,
    // Twice as many as callers, because forged callbacks take environments too.
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
    name: 'unauthenticated-flood',
    breaks: `${PER_SECOND} forged callbacks a second, to every route`,
    promise: 'the primary answers as always, and no forgery is accepted',
    ceilingMs: 250,
    typicalSeconds: 6.5,
    aboutSignatures: true,
    // Two calls at a time, a second each, so that they last as long as the flood.
    concurrency: 2,
    calls: 10,
    warm: EVERY_FUNCTION,
    phases: [
      {
        faults: [
          ...ROLES.map((role) => accountQuota(role, ENVIRONMENTS)),
          forgedFlood({ perSecond: PER_SECOND, forMs: FOR_MS }),
        ],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        talksForMs: 950,
      },
    ],
  },
];
