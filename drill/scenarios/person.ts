import { botRefuses, personBehaves } from '../faults/bot-and-person.ts';
import { CONCURRENCY, WARM_LADDER } from './load.ts';
import { type Phase, type Scenario, AT_ONCE, BOT_AFTER_A_WAIT } from './scenario.ts';

/** Only a voicemail is left. */
const noBotAndNoPerson = (how: 'busy' | 'never-answers'): Phase => ({
  faults: [botRefuses('primary'), botRefuses('secondary'), personBehaves(how)],
  servedBy: 'primary',
  limitMs: AT_ONCE,
  talksForMs: 0,
  recovery: {
    // Both bots cannot be reached: the last one is tried again after a wait.
    rungs: ['same-socket', 'other-socket', 'other-socket', 'person', 'voicemail'],
    endsWith: 'voicemail',
    withoutFirstBot: true,
    limitMs: BOT_AFTER_A_WAIT,
  },
});

/** Neither a bot nor the person takes the callers. */
export const PERSON_SCENARIOS: readonly Scenario[] = [
  {
    name: 'person-busy',
    breaks: 'both bots refuse, the person is busy',
    promise: 'a voicemail',
    ceilingMs: 310,
    typicalSeconds: 1,
    concurrency: CONCURRENCY.busy,
    calls: 12,
    warm: WARM_LADDER,
    phases: [noBotAndNoPerson('busy')],
  },
  {
    name: 'person-never-answers',
    breaks: 'both bots refuse, the person never answers',
    promise: 'a voicemail',
    ceilingMs: 310,
    typicalSeconds: 1,
    concurrency: CONCURRENCY.busy,
    calls: 12,
    warm: WARM_LADDER,
    phases: [noBotAndNoPerson('never-answers')],
  },
];
