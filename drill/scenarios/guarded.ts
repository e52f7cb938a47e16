import { applicationFails } from '../faults/application.ts';
import { regionFails } from '../faults/regions.ts';
import { CONCURRENCY, WARM_GUARDED } from './load.ts';
import { AFTER_REFUSAL, whenRefused } from './lost-to-a-failure.ts';
import { STEP, between, later } from './menu.ts';
import { type Limit, type MenuPromise, type Phase, type Scenario, AT_ONCE } from './scenario.ts';

const GUARDED = {
  guarded: true,
  menu: { needsQuestion: false },
  concurrency: CONCURRENCY.busy,
  warm: WARM_GUARDED,
} as const;

/** From the beginning of a call: the application is out of reach, so that the call flow's own steps answer. */
const ownSteps = (
  faults: Phase['faults'],
  limitMs: Limit,
  menu: Omit<MenuPromise, 'hears'> = { limitMs: STEP },
): Phase => ({ faults, servedBy: 'primary', limitMs, menu: { hears: 'own-start', ...menu } });

/** The application has no more than the time until the handler's deadline; then the call flow's own step answers. */
const untilDeadline: Limit = ({ timeouts, fetchMs }) => timeouts.answer.handlerMs + fetchMs;

/** Callbacks are passed on to an application that exists already; it breaks. */
export const GUARDED_SCENARIOS: readonly Scenario[] = [
  {
    ...GUARDED,
    name: 'guarded-app-healthy',
    breaks: 'nothing: an existing application answers through the guard',
    promise: 'what the application says, at most 60 ms later than without the guard',
    inStory: 'guarded',
    ceilingMs: 250,
    // With a set-up of its own, which the others share.
    typicalSeconds: 14,
    // One after the other: with and without the guard in turn.
    concurrency: 1,
    calls: 10,
    phases: [
      {
        faults: [],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        menu: { hears: 'script', limitMs: STEP },
        comparesWithoutGuard: true,
      },
    ],
  },
  {
    ...GUARDED,
    name: 'guarded-app-down',
    breaks: 'the guarded application refuses connections',
    promise: 'the call flow’s own steps, at once',
    inStory: 'guarded',
    ceilingMs: 250,
    typicalSeconds: 1.5,
    phases: [ownSteps([applicationFails('refuses')], AT_ONCE)],
  },
  {
    ...GUARDED,
    name: 'guarded-app-hangs',
    breaks: 'the guarded application hangs, then answers after 5 s',
    promise: 'the call flow’s own steps, when the application’s time is over',
    inStory: 'guarded',
    ceilingMs: { shipped: 800, tight: 800, guarded: 1300 },
    typicalSeconds: 5,
    calls: 8,
    phases: [
      ownSteps([applicationFails('hangs')], untilDeadline),
      { ...ownSteps([applicationFails('is-slow')], untilDeadline), replaces: true },
    ],
  },
  {
    ...GUARDED,
    name: 'guarded-app-answers-html',
    breaks: 'the guarded application answers HTML, 302, 500, an invalid NCCO',
    promise: 'the call flow’s own steps, at once',
    ceilingMs: 250,
    typicalSeconds: 2.5,
    calls: 12,
    phases: [
      ownSteps([applicationFails('answers-html')], AT_ONCE),
      { ...ownSteps([applicationFails('redirects')], AT_ONCE), replaces: true },
      { ...ownSteps([applicationFails('answers-500')], AT_ONCE), replaces: true },
      { ...ownSteps([applicationFails('answers-invalid-ncco')], AT_ONCE), replaces: true },
    ],
  },
  {
    ...GUARDED,
    name: 'guarded-app-dies-in-mid-menu',
    breaks: 'the guarded application dies while callers are in its menu',
    promise: 'the call flow’s own step takes over, at once',
    inStory: 'guarded',
    menu: {},
    ceilingMs: 250,
    typicalSeconds: 1.5,
    phases: [between([applicationFails('refuses')], 'own-step', STEP)],
  },
  {
    ...GUARDED,
    name: 'guarded-app-and-primary-gone',
    breaks: 'the guarded application and the primary refuse; then in mid-menu',
    promise: 'the call flow’s own steps, from the secondary',
    menu: {},
    ceilingMs: 250,
    typicalSeconds: 2.5,
    calls: 8,
    phases: [
      {
        ...ownSteps([regionFails('primary', 'refuses'), applicationFails('refuses')], AFTER_REFUSAL, {
          limitMs: (given) => whenRefused(given) + STEP(given) + given.fetchMs,
        }),
        servedBy: 'secondary',
      },
      {
        ...between(
          [regionFails('primary', 'refuses'), applicationFails('refuses')],
          'own-step',
          later(whenRefused),
        ),
        replaces: true,
      },
    ],
  },
];
