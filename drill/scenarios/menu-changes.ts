import { KNOWN_WHEN_NEEDED_AFTER_MS } from '../../contracts/secret-refresh.ts';
import { callFlowDeployed, callFlowIn } from '../faults/call-flow.ts';
import { operatorStages, operatorTurns } from '../faults/operator.ts';
import { regionFails } from '../faults/regions.ts';
import { CONCURRENCY, WARM_SLOW_MENU } from './load.ts';
import { whenRefused } from './lost-to-a-failure.ts';
import { MENU, STEP, between, inMenu, later } from './menu.ts';
import type { Limit, Phase, Scenario } from './scenario.ts';

const BOTH = ['primary', 'secondary'] as const;

/** Every way from one version of the menu to another: the regions one after the other, callers asked by either in between. */
const versions = (from: 'menu' | 'menu-2', to: 'menu' | 'menu-2'): Phase =>
  inMenu(
    {
      between: [
        { question: 1, faults: [callFlowDeployed('primary', to, ['event'])] },
        // The older version in the secondary takes over from the newer one.
        { question: 2, faults: [regionFails('primary', 'refuses')] },
        { question: 3, faults: [callFlowDeployed('secondary', to, ['event'])] },
      ],
      hears: 'script',
      askedByNext: to === 'menu-2' ? [2] : [1, 3],
      limitMs: later(whenRefused),
    },
    from === 'menu' ? [] : BOTH.map((role) => callFlowIn(role, from)),
  );

/** A function reads the new secret when it meets it for the first time. */
const SECRET_READ: Limit = (given) => STEP(given) + given.fetchMs;

/** A step of the menu, its call flow or the secret of its states changes; these end environments. */
export const MENU_CHANGE_SCENARIOS: readonly Scenario[] = [
  {
    ...MENU,
    name: 'menu-step-throws',
    breaks: 'the step of a menu throws',
    promise: 'the question once more, then a person',
    ceilingMs: 250,
    typicalSeconds: 2,
    phases: [inMenu({ hears: 'question-again', limitMs: STEP }, [callFlowIn('primary', 'menu-throws')])],
  },
  {
    ...MENU,
    name: 'menu-step-too-slow',
    breaks: 'the step of a menu takes 10 s, in both regions',
    promise: 'the question once more, then a person, after the handlers’ deadlines',
    ceilingMs: { shipped: 1150, tight: 1150, guarded: 2450 },
    typicalSeconds: 7,
    warm: WARM_SLOW_MENU,
    phases: [
      inMenu(
        {
          hears: 'question-again',
          limitMs: later(
            ({ timeouts, eventMs }) =>
              timeouts.websocketDisconnected.handlerMs + eventMs + timeouts.fallback.handlerMs,
          ),
        },
        BOTH.map((role) => callFlowIn(role, 'menu-too-slow')),
      ),
    ],
  },
  {
    ...MENU,
    name: 'deploy-mid-menu',
    breaks: 'a new call flow is deployed while callers are in the menu',
    promise: 'each version goes on from the other’s states: nobody is lost',
    menu: { own: '0,0,1' },
    concurrency: CONCURRENCY.waiting,
    ceilingMs: 250,
    typicalSeconds: 4.5,
    phases: [versions('menu', 'menu-2')],
  },
  {
    ...MENU,
    name: 'rollback-mid-menu',
    breaks: 'a new call flow is taken back while callers are in its menu',
    promise: 'each version goes on from the other’s states: nobody is lost',
    menu: { own: '0,0,1' },
    concurrency: CONCURRENCY.waiting,
    ceilingMs: 250,
    typicalSeconds: 4.5,
    phases: [versions('menu-2', 'menu')],
  },
  {
    ...MENU,
    name: 'menu-secret-rotated-between-steps',
    breaks: 'the signature secret is rotated while callers are in a menu',
    promise: 'the next step: the previous secret still opens their state',
    aboutSignatures: true,
    concurrency: CONCURRENCY.waiting,
    ceilingMs: 250,
    typicalSeconds: 13,
    phases: [between([operatorStages(KNOWN_WHEN_NEEDED_AFTER_MS), operatorTurns], 'script', SECRET_READ)],
  },
];
