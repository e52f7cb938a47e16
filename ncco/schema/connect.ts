import { endpoint } from './endpoints.ts';
import { eventTarget } from './shared-options.ts';
import { below, describe } from '../problem.ts';
import { type CrossRule, has, options, type Rules } from './options.ts';
import { judgedElsewhere, type Rule, satisfies, unproven } from './rule.ts';
import { boolean, callerId, httpUrl, integer, isTrue, listOf, oneOf } from './values.ts';

const BEHAVIOR = oneOf('continue', 'hangup');

/** `beep_timeout` starts at 45 s in the SDKs, at 30 s in the Voice API's specification. */
const advanced: Rule = options({
  name: 'advanced machine detection settings',
  optional: {
    behavior: BEHAVIOR,
    mode: oneOf('default', 'detect', 'detect_beep'),
    beep_timeout: integer({ min: 45, max: 120, unprovenMin: 30 }),
  },
});

const machineDetection: Rules = {
  machineDetection: BEHAVIOR,
  advancedMachineDetection: advanced,
  advanced_machine_detection: unproven('advancedMachineDetection (SDKs disagree on the spelling)'),
};

const fromOrRandom: CrossRule = (action, path, report) => {
  if (has(action, 'from') && isTrue(action['randomFromNumber'])) {
    report(
      'error',
      below(path, 'randomFromNumber'),
      'from or randomFromNumber, not both',
      describe(action['randomFromNumber']),
    );
  }
};

export const connect: Rule = options({
  name: 'a connect action',
  required: { endpoint: listOf('an array of exactly one endpoint', endpoint, { min: 1, max: 1 }) },
  optional: {
    action: judgedElsewhere,
    from: callerId,
    randomFromNumber: boolean,
    eventType: satisfies(
      '"synchronous", or no eventType for the default',
      (value) => value === 'synchronous',
      (value) => value === 'asynchronous',
    ),
    // The range is one SDK's.
    timeout: integer({ min: 3, max: 7200, unprovenMin: 1, unprovenMax: 86_400 }),
    // REST's length_timer, the same thing elsewhere, now takes a day.
    limit: integer({ min: 1, max: 7200, unprovenMax: 86_400 }),
    ...machineDetection,
    ringbackTone: httpUrl,
    ...eventTarget,
  },
  together: [fromOrRandom],
});
