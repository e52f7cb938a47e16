import { options, type Rules } from './options.ts';
import { unproven, type Rule } from './rule.ts';
import { integer, oneOf } from './values.ts';

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

export const machineDetection: Rules = {
  machineDetection: BEHAVIOR,
  advancedMachineDetection: advanced,
  advanced_machine_detection: unproven('advancedMachineDetection (SDKs disagree on the spelling)'),
};
