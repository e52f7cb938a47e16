import { accountIsLimited, botIsGone, botRestarts, personHasLines } from '../faults/bot-and-person.ts';
import { edgeFails, regionFails } from '../faults/regions.ts';
import { CONCURRENCY, WARM_EVERYBODY, WARM_MID_CALL } from './load.ts';
import { whenRefused } from './lost-to-a-failure.ts';
import { type Given, type Limit, type RecoveryPromise, type Scenario, AT_ONCE } from './scenario.ts';

/**
 * Callers who are dropped in the same moment: as many as two cores hold on sockets, and bring back at the account's rate. All
 * their events are answered within half of such a second, so that the machine itself spreads nobody.
 */
const CALLERS = 60;
/** A second of media, ms: at three legs a second one caller comes back every 50 ms. */
const RESTART_SECOND_MS = 150;
/** Fewer callers, and fewer events each. */
const FLOOD_SECOND_MS = 100;
const PERSON_LINES = 3;

/** Words come again after 10 s at most; then a connect follows, or the person rings for 5 s. */
const BETWEEN_WORDS_SECONDS = 17;
/**
 * The ladder's waits for a bot end within 60 s, the one for a person within 30 more; then the person rings, or a voicemail is
 * announced. Half of it as shipped: that long only where a large peak is declared.
 */
const UNTIL_SOMEBODY_SECONDS = 120;

/**
 * Nobody is left alone, nor in silence for long: of so many callers, in seconds of this length.
 * @param lostMs to the webhooks that Vonage asks and that fail, each time
 */
function somebody(
  callers: number,
  secondMs: number,
  lostMs: (given: Given) => number = () => 0,
): RecoveryPromise {
  // An event of the bot's leg waits for those of all others; E is measured with 20.
  const limitMs: Limit = (given) =>
    (callers / CONCURRENCY.waiting) * given.eventMs +
    given.connectMs +
    BETWEEN_WORDS_SECONDS * secondMs +
    lostMs(given);
  const untilMs = UNTIL_SOMEBODY_SECONDS * secondMs;
  return {
    endsWith: 'somebody',
    limitMs,
    untilSomebody: { limitMs: () => untilMs, ceilingMs: untilMs },
  };
}

/** Everybody is dropped at once, and the account's rate applies. */
export const EVERYBODY_SCENARIOS: readonly Scenario[] = [
  {
    name: 'bot-restarts-under-everybody',
    breaks: `the bot restarts: ${CALLERS} callers dropped at once, 3 new legs a second`,
    promise: 'the bot for most, a person or a voicemail for the others',
    ceilingMs: 2900,
    typicalSeconds: 10,
    concurrency: CALLERS,
    calls: CALLERS,
    warm: WARM_EVERYBODY,
    phases: [
      {
        faults: [],
        // It is back after six seconds.
        midCall: [accountIsLimited(RESTART_SECOND_MS), botRestarts('primary', 6 * RESTART_SECOND_MS)],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        talksForMs: 100,
        recovery: {
          ...somebody(CALLERS, RESTART_SECOND_MS),
          // Three quarters come back as shipped, half without the spread or where a refusal uses up a rung.
          atLeast: { reach: 'bot', share: 0.6 },
        },
      },
    ],
  },
  {
    name: 'person-is-flooded',
    breaks: `all but the person fails: 20 callers, ${PERSON_LINES} lines, 3 new legs a second`,
    promise: 'a person, or a voicemail',
    ceilingMs: 2000,
    typicalSeconds: 5,
    concurrency: CONCURRENCY.waiting,
    warm: WARM_MID_CALL,
    phases: [
      {
        faults: [],
        midCall: [
          accountIsLimited(FLOOD_SECOND_MS),
          personHasLines(PERSON_LINES),
          regionFails('primary', 'refuses'),
          regionFails('secondary', 'refuses'),
          edgeFails('refuses'),
          botIsGone('secondary'),
          // Everybody is dropped in the same moment, and it does not come back.
          botRestarts('primary', 600 * FLOOD_SECOND_MS),
        ],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        // A person talks longer than it takes to call everybody.
        talksForMs: 20 * FLOOD_SECOND_MS,
        recovery: {
          // The event URL and the fallback refuse.
          ...somebody(CONCURRENCY.waiting, FLOOD_SECOND_MS, (given) => 2 * whenRefused(given)),
          atLeast: { reach: 'person', share: PERSON_LINES / CONCURRENCY.waiting },
        },
      },
    ],
  },
];
