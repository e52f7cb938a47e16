import type { Fault } from '../faults/fault.ts';
import { edgeFails, regionFails } from '../faults/regions.ts';
import { CONCURRENCY, WARM_MENU } from './load.ts';
import { AFTER_REFUSAL, whenRefused, whenSilent, whenUnreachable } from './lost-to-a-failure.ts';
import {
  type Forgery,
  type Limit,
  type MenuPromise,
  type Phase,
  type Scenario,
  AT_ONCE,
} from './scenario.ts';

/** An answer is taken by the function of its event URL; then a bot may have to be connected. */
export const STEP: Limit = ({ eventMs, connectMs }) => eventMs + connectMs;

export const later =
  (lost: Limit): Limit =>
  (given) =>
    lost(given) + given.fetchMs + given.connectMs;

export const inMenu = (menu: MenuPromise, faults: readonly Fault[] = []): Phase => ({
  faults,
  servedBy: 'primary',
  limitMs: AT_ONCE,
  menu,
});

/** The caller has heard the first question when this breaks. */
export const between = (faults: readonly Fault[], hears: MenuPromise['hears'], limitMs: Limit): Phase =>
  inMenu({ between: [{ question: 1, faults }], hears, limitMs });

const forged = (forges: Forgery): Phase =>
  inMenu({
    forges,
    ...(forges === 'of-another-call' && { between: [{ question: 1, faults: [] }] }),
    hears: 'lost',
    limitMs: STEP,
  });

export const MENU = { concurrency: CONCURRENCY.warm, warm: WARM_MENU, menu: {} } as const;

const everythingFails = (how: 'refuses' | 'black-hole'): readonly Fault[] => [
  regionFails('primary', how),
  regionFails('secondary', how),
  edgeFails(how),
];

/** Callers are asked, and answer; between two steps something breaks. */
export const MENU_SCENARIOS: readonly Scenario[] = [
  {
    ...MENU,
    name: 'menu',
    breaks: 'nothing: callers press keys, speak, or stay silent in a menu',
    promise: 'what the menu says to each answer',
    inStory: true,
    ceilingMs: 250,
    typicalSeconds: 1.5,
    phases: [inMenu({ hears: 'script', limitMs: STEP })],
  },
  {
    ...MENU,
    name: 'menu-primary-refuses',
    breaks: 'in a menu, between two steps, the primary refuses',
    promise: 'the secondary goes on with the next step',
    inStory: true,
    ceilingMs: 250,
    typicalSeconds: 1.5,
    phases: [between([regionFails('primary', 'refuses')], 'script', later(whenRefused))],
  },
  {
    ...MENU,
    name: 'menu-primary-black-hole',
    breaks: 'in a menu, the primary becomes a black hole',
    promise: 'the secondary goes on, after two connect timeouts',
    concurrency: CONCURRENCY.waiting,
    ceilingMs: { shipped: 1250, tight: 850 },
    typicalSeconds: 4.5,
    phases: [
      between(
        [regionFails('primary', 'black-hole')],
        'script',
        later((given) => whenUnreachable(given, given.timeouts.event)),
      ),
    ],
  },
  {
    ...MENU,
    name: 'menu-primary-hangs',
    breaks: 'in a menu, the primary hangs',
    promise: 'the secondary goes on, after two socket timeouts',
    concurrency: CONCURRENCY.waiting,
    ceilingMs: { shipped: 5250, tight: 4250 },
    typicalSeconds: 8,
    phases: [
      between(
        [regionFails('primary', 'accepts-and-hangs')],
        'script',
        later((given) => whenSilent(given, given.timeouts.event)),
      ),
    ],
  },
  {
    ...MENU,
    name: 'menu-both-regions-gone',
    breaks: 'in a menu, both regions fail',
    promise: 'the static NCCO, which makes sense in a menu too',
    concurrency: CONCURRENCY.waiting,
    ceilingMs: 250,
    typicalSeconds: 1,
    phases: [
      between(
        [regionFails('primary', 'refuses'), regionFails('secondary', 'refuses')],
        'static',
        AFTER_REFUSAL,
      ),
    ],
  },
  {
    ...MENU,
    name: 'menu-everything-gone',
    breaks: 'in a menu, both regions and CloudFront fail',
    promise: 'a person: Vonage gives up and plays the rest of the NCCO',
    concurrency: CONCURRENCY.waiting,
    ceilingMs: { shipped: 2250, tight: 1450 },
    typicalSeconds: 6,
    phases: [
      between(everythingFails('refuses'), 'tail', (given) => whenRefused(given) + AFTER_REFUSAL(given)),
      between(
        everythingFails('black-hole'),
        'tail',
        (given) =>
          whenUnreachable(given, given.timeouts.event) +
          whenUnreachable(given, given.timeouts.fallback) +
          given.fetchMs,
      ),
    ],
  },
  {
    ...MENU,
    name: 'menu-forged-state',
    breaks: 'the state in a menu’s event URL is made up, changed or cut',
    promise: 'what the call flow says to a state that cannot be read',
    ceilingMs: 250,
    typicalSeconds: 1,
    phases: [forged('made-up'), forged('flipped'), forged('truncated')],
  },
  {
    ...MENU,
    name: 'menu-state-of-another-call',
    breaks: 'callers answer at each other’s event URLs',
    promise: 'what the call flow says to a state that cannot be read',
    ceilingMs: 250,
    typicalSeconds: 1.5,
    phases: [forged('of-another-call')],
  },
  {
    ...MENU,
    name: 'menu-input-twice',
    breaks: 'in a menu, replies are lost: events come twice, then to the fallback too',
    promise: 'the same answer each time, and one journal entry',
    meets: () => 'reset-connection-is-retried',
    ceilingMs: 250,
    typicalSeconds: 1.5,
    phases: [
      inMenu({
        lostReplies: 1,
        hears: 'script',
        limitMs: (given) => STEP(given) + given.eventMs + whenRefused(given),
      }),
      inMenu({
        lostReplies: Infinity,
        hears: 'script',
        limitMs: (given) => given.profile.attempts * given.eventMs + later(whenRefused)(given),
      }),
    ],
  },
  {
    ...MENU,
    name: 'menu-query-lost',
    breaks: 'in a menu, the primary refuses; the fallback sees no query',
    promise: 'the secondary goes on with the next step',
    ceilingMs: 250,
    typicalSeconds: 1.5,
    phases: [
      inMenu({
        between: [{ question: 1, faults: [regionFails('primary', 'refuses')] }],
        losesQuery: true,
        hears: 'script',
        limitMs: later(whenRefused),
      }),
    ],
  },
  {
    ...MENU,
    name: 'record-then-menu',
    breaks: 'a recording leads back to a menu; then the primary refuses meanwhile',
    promise: 'the question again, and then what the caller presses',
    menu: { own: '9,1' },
    ceilingMs: 250,
    typicalSeconds: 1.5,
    phases: [
      inMenu({ hears: 'script', limitMs: STEP }),
      between([regionFails('primary', 'refuses')], 'script', later(whenRefused)),
    ],
  },
];
