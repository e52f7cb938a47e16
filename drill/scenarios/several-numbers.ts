import { CUSTOMERS, DRILLED_NUMBERS, LOOK_UP_MS } from '../call-flows/several-numbers.ts';
import { functionFails } from '../faults/functions.ts';
import { regionFails } from '../faults/regions.ts';
import { secretStoreHangs, secretsOfCallFlowAreUnknown } from '../faults/secrets.ts';
import { CONCURRENCY, WARM_MENU, WARM_WITHOUT_STORE } from './load.ts';
import { AFTER_REFUSAL, whenRefused } from './lost-to-a-failure.ts';
import { STEP, between, inMenu, later } from './menu.ts';
import type { Scenario } from './scenario.ts';

/** Calls to some numbers have a flow and a person of their own. */
export const SEVERAL_NUMBERS_SCENARIOS: readonly Scenario[] = [
  {
    name: 'several-numbers',
    breaks: 'three numbers: nothing; events; the primary in mid-menu; both regions',
    promise: 'the flow and the person of the number that was called; then the static NCCO',
    ceilingMs: 250,
    // With a set-up of its own.
    typicalSeconds: 9,
    menu: {},
    numbers: DRILLED_NUMBERS,
    concurrency: CONCURRENCY.busy,
    warm: WARM_MENU,
    calls: 18,
    phases: [
      inMenu({ hears: 'script', limitMs: STEP }),
      // Of an event that names no number the fallback gets no query: its state says which flow goes on.
      inMenu({ hears: 'script', losesQuery: true, limitMs: later(({ eventMs }) => eventMs) }, [
        functionFails('primary', 'event', 'throttled'),
      ]),
      { ...between([regionFails('primary', 'refuses')], 'script', later(whenRefused)), replaces: true },
      {
        faults: [regionFails('primary', 'refuses'), regionFails('secondary', 'refuses')],
        servedBy: 'static',
        limitMs: AFTER_REFUSAL,
      },
    ],
  },
  {
    name: 'own-secret-store-unavailable',
    breaks: 'the secret store hangs; then no environment knows the call flow’s secret',
    promise: 'what the look-up finds, by the kept secret; then what is said without it',
    // The time of the look-up.
    ceilingMs: 400,
    // On the set-up of `several-numbers`.
    typicalSeconds: 2.5,
    menu: {},
    numbers: [CUSTOMERS],
    concurrency: CONCURRENCY.busy,
    warm: WARM_WITHOUT_STORE,
    calls: 8,
    phases: [
      inMenu({ hears: 'script', limitMs: STEP }, [secretStoreHangs('primary')]),
      {
        ...inMenu({ hears: 'script', findsNothing: true, limitMs: STEP }, [
          secretsOfCallFlowAreUnknown('primary'),
        ]),
        replaces: true,
        limitMs: ({ fetchMs }) => fetchMs + LOOK_UP_MS,
      },
    ],
  },
];
