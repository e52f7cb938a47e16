import { accountQuota } from '../faults/account-quota.ts';
import { strangerFloods } from '../faults/stranger-floods.ts';
import type { RegionRole, Route } from '../../emulator/world.ts';
import type { Scenario, Warm } from './scenario.ts';

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
const everyFunction: readonly Warm[] = ROLES.flatMap((role) => ROUTES.map((route) => ({ role, route })));

export const strangerFloodsScenario: Scenario = {
  name: 'stranger-floods',
  breaks: `${PER_SECOND} forged callbacks a second, to every route`,
  promise: 'the primary answers as always, and no forgery is accepted',
  aboutSignatures: true,
  // Two at a time, a second each: the calls last as long as the flood.
  concurrency: 2,
  calls: 10,
  warm: everyFunction,
  phases: [
    {
      faults: [
        ...ROLES.map((role) => accountQuota(role, ENVIRONMENTS)),
        strangerFloods({ perSecond: PER_SECOND, forMs: FOR_MS }),
      ],
      servedBy: 'primary',
      limitMs: ({ fetchMs }) => fetchMs,
      talksForMs: 950,
    },
  ],
};
