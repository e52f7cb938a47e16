import type { Drop } from '../../simulator/bot/behavior.ts';
import { botDrops, botNeverAnswers, botRefuses, personBehaves } from '../faults/bot-and-person.ts';
import { CONCURRENCY, WARM_LADDER } from './load.ts';
import { type Limit, type Phase, type Scenario, AT_ONCE, BOT_AGAIN } from './scenario.ts';

/** The bot drops its callers, refuses them or never answers, while both regions are healthy. */
export const WEBSOCKET_SCENARIOS: readonly Scenario[] = [
  {
    name: 'websocket-dropped',
    breaks: 'the bot drops each caller once (closed, reset, half-open)',
    promise: 'the same bot again',
    inStory: true,
    // Vonage notices a half-open socket after 600 ms.
    ceilingMs: 850,
    typicalSeconds: 2.5,
    concurrency: CONCURRENCY.warm,
    warm: WARM_LADDER,
    phases: [
      droppedOnce('cleanly', BOT_AGAIN),
      droppedOnce('reset', BOT_AGAIN),
      // The caller hears nothing until Vonage notices it.
      droppedOnce('half-open', ({ halfOpenMs, eventMs, connectMs }) => halfOpenMs + eventMs + connectMs),
    ],
  },
  {
    name: 'websocket-dropped-twice',
    breaks: 'the bot drops each caller twice',
    promise: 'the other region’s bot',
    ceilingMs: 250,
    typicalSeconds: 1,
    concurrency: CONCURRENCY.warm,
    calls: 16,
    warm: WARM_LADDER,
    phases: [
      {
        faults: [botDrops('primary', 'cleanly', 2)],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        talksForMs: 100,
        recovery: { rungs: ['same-socket', 'other-socket'], endsWith: 'secondary-bot', limitMs: BOT_AGAIN },
      },
    ],
  },
  {
    name: 'websocket-flaps',
    breaks: 'both bots drop each caller again and again',
    promise: 'a person after three sockets, else a voicemail',
    inStory: true,
    ceilingMs: 250,
    typicalSeconds: 1.5,
    concurrency: CONCURRENCY.busy,
    calls: 12,
    warm: WARM_LADDER,
    phases: [
      {
        faults: [botDrops('primary', 'cleanly'), botDrops('secondary', 'reset')],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        talksForMs: 100,
        recovery: {
          rungs: ['same-socket', 'other-socket', 'person'],
          endsWith: 'person',
          limitMs: BOT_AGAIN,
        },
      },
      {
        faults: [personBehaves('answers-and-hangs-up')],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        talksForMs: 800,
        recovery: {
          rungs: ['same-socket', 'other-socket', 'person'],
          endsWith: 'person-who-hangs-up',
          limitMs: BOT_AGAIN,
        },
      },
      {
        faults: [personBehaves('never-answers')],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        talksForMs: 100,
        recovery: {
          rungs: ['same-socket', 'other-socket', 'person', 'voicemail'],
          endsWith: 'voicemail',
          limitMs: BOT_AGAIN,
        },
      },
    ],
  },
  {
    name: 'websocket-refused',
    breaks: 'the primary’s bot refuses connections',
    promise: 'the other region’s bot, at once',
    ceilingMs: 250,
    typicalSeconds: 1,
    concurrency: CONCURRENCY.warm,
    warm: WARM_LADDER,
    phases: [
      {
        faults: [botRefuses('primary')],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        talksForMs: 0,
        recovery: {
          rungs: ['same-socket', 'other-socket'],
          endsWith: 'secondary-bot',
          withoutFirstBot: true,
          limitMs: BOT_AGAIN,
        },
      },
    ],
  },
  {
    name: 'websocket-never-answers',
    breaks: 'the primary’s bot never answers',
    promise: 'the other region’s bot, after the call flow’s timeout for each socket',
    ceilingMs: 3250,
    typicalSeconds: 6.5,
    concurrency: CONCURRENCY.waiting,
    calls: 8,
    warm: WARM_LADDER,
    phases: [
      {
        faults: [botNeverAnswers('primary')],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        talksForMs: 0,
        recovery: {
          rungs: ['same-socket', 'other-socket'],
          endsWith: 'secondary-bot',
          withoutFirstBot: true,
          limitMs: ({ socketTimeoutMs, eventMs, connectMs }) => socketTimeoutMs + eventMs + connectMs,
        },
      },
    ],
  },
];

function droppedOnce(how: Drop, limitMs: Limit): Phase {
  return {
    faults: [botDrops('primary', how, 1)],
    servedBy: 'primary',
    limitMs: AT_ONCE,
    talksForMs: 100,
    recovery: { rungs: ['same-socket'], endsWith: 'primary-bot', limitMs },
  };
}
