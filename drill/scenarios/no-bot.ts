import { personBehaves } from '../faults/bot-and-person.ts';
import { regionFails } from '../faults/regions.ts';
import { CONCURRENCY, WARM_PRIMARY, WARM_SECONDARY } from './load.ts';
import { AFTER_REFUSAL, whenRefused } from './lost-to-a-failure.ts';
import { type Limit, type RecoveryPromise, type Scenario, AT_ONCE } from './scenario.ts';

const aVoicemail = (limitMs: Limit): RecoveryPromise => ({
  rungs: ['voicemail'],
  endsWith: 'voicemail',
  withoutFirstBot: true,
  limitMs,
});

const noAnswer = personBehaves('never-answers');

/** The settings name no bot, and callers are connected to the person. */
export const NO_BOT_SCENARIOS: readonly Scenario[] = [
  {
    name: 'no-bot',
    breaks: 'there is no bot; the person does not answer, and the primary refuses',
    promise: 'the person, or a voicemail, by the secondary as by the primary',
    ceilingMs: 250,
    // With a set-up of its own.
    typicalSeconds: 9,
    withoutBot: true,
    concurrency: CONCURRENCY.busy,
    warm: [...WARM_PRIMARY, ...WARM_SECONDARY],
    phases: [
      { faults: [], servedBy: 'primary', limitMs: AT_ONCE, endedBy: 'caller' },
      {
        faults: [noAnswer],
        servedBy: 'primary',
        limitMs: AT_ONCE,
        recovery: aVoicemail(({ eventMs }) => eventMs),
      },
      {
        faults: [regionFails('primary', 'refuses')],
        replaces: true,
        servedBy: 'secondary',
        limitMs: AFTER_REFUSAL,
        endedBy: 'caller',
      },
      {
        faults: [noAnswer],
        servedBy: 'secondary',
        limitMs: AFTER_REFUSAL,
        recovery: aVoicemail((given) => whenRefused(given) + given.fetchMs + given.eventMs),
      },
    ],
  },
];
