import { DRILLED_NUMBERS } from '../call-flows/several-numbers.ts';
import { regionFails } from '../faults/regions.ts';
import { CONCURRENCY, WARM_MENU } from './load.ts';
import { AFTER_REFUSAL, whenRefused } from './lost-to-a-failure.ts';
import { STEP, between, inMenu, later } from './menu.ts';
import type { Scenario } from './scenario.ts';

/** Calls to some numbers have a flow and a person of their own. */
export const SEVERAL_NUMBERS_SCENARIOS: readonly Scenario[] = [
  {
    name: 'several-numbers',
    breaks: 'three numbers: nothing; the primary in mid-menu; then both regions',
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
      between([regionFails('primary', 'refuses')], 'script', later(whenRefused)),
      {
        faults: [regionFails('primary', 'refuses'), regionFails('secondary', 'refuses')],
        servedBy: 'static',
        limitMs: AFTER_REFUSAL,
      },
    ],
  },
];
