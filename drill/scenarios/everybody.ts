import { accountIsLimited, botIsGone, botRestarts, personHasLines } from '../faults/bot-and-person.ts';
import { edgeFails, regionFails } from '../faults/regions.ts';
import { WARM_EVERYBODY, WARM_MID_CALL } from './load.ts';
import { type Limit, type Scenario, AT_ONCE } from './scenario.ts';

/** A second of media: one caller is brought back every 33 ms, which two cores keep up with. */
const SECOND_MS = 100;

/** Words come again after 10 s at most; then a connect follows, or the person rings for 5 s. */
const BETWEEN_WORDS_MS = 17 * SECOND_MS;

/** Callers who are dropped in the same moment: each event of the bot's leg waits for all the others. */
const CALLERS = 40;
const MEASURED_WITH = 20;
const words: Limit = ({ eventMs, connectMs }) =>
  (CALLERS / MEASURED_WITH) * eventMs + connectMs + BETWEEN_WORDS_MS;

/** The ladder's waits end within 60 s; the tail calls the person after two of them, a voicemail is announced in 12 s. */
const UNTIL_SOMEBODY_MS = 75 * SECOND_MS;

const PERSON_LINES = 3;

/** Everybody is dropped at once, and the account's rate applies. */
export const EVERYBODY_SCENARIOS: readonly Scenario[] = [
  {
    name: 'bot-restarts-under-everybody',
    breaks: `the bot restarts: ${CALLERS} callers dropped at once, 3 new legs a second`,
    promise: 'the bot for most, a person or a voicemail for the others',
    ceilingMs: 2100,
    typicalSeconds: 9,
    concurrency: CALLERS,
    calls: CALLERS,
    warm: WARM_EVERYBODY,
    phases: [
      {
        faults: [],
        // It is back after three seconds.
        midCall: [accountIsLimited(SECOND_MS), botRestarts('primary', 3 * SECOND_MS)],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        talksForMs: 100,
        recovery: {
          endsWith: 'somebody',
          limitMs: words,
          untilSomebody: { limitMs: () => UNTIL_SOMEBODY_MS, ceilingMs: UNTIL_SOMEBODY_MS },
          atLeast: { reach: 'bot', share: 0.5 },
        },
      },
    ],
  },
  {
    name: 'person-is-flooded',
    breaks: `everything but the person fails: 20 callers, ${PERSON_LINES} lines, 3 new legs a second`,
    promise: 'a person, or a voicemail',
    ceilingMs: 2100,
    typicalSeconds: 7,
    concurrency: 20,
    calls: 20,
    warm: WARM_MID_CALL,
    phases: [
      {
        faults: [],
        midCall: [
          accountIsLimited(SECOND_MS),
          personHasLines(PERSON_LINES),
          regionFails('primary', 'refuses'),
          regionFails('secondary', 'refuses'),
          edgeFails('refuses'),
          botIsGone('secondary'),
          botRestarts('primary', 600 * SECOND_MS),
        ],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        // A person talks longer than it takes to call everybody.
        talksForMs: 20 * SECOND_MS,
        recovery: {
          endsWith: 'somebody',
          limitMs: words,
          untilSomebody: { limitMs: () => UNTIL_SOMEBODY_MS, ceilingMs: UNTIL_SOMEBODY_MS },
          atLeast: { reach: 'person', share: PERSON_LINES / 20 },
        },
      },
    ],
  },
];
