import { endpoint } from './endpoint.ts';
import { describe } from './describe.ts';
import { eventTarget } from './event-target.ts';
import { listOf } from './list.ts';
import { machineDetection } from './machine-detection.ts';
import { has, options, type CrossRule } from './options.ts';
import { below } from '../json-path.ts';
import { judgedElsewhere, satisfies, type Rule } from './rule.ts';
import { boolean, httpUrl, integer, phoneNumber } from './values.ts';

const fromOrRandom: CrossRule = (action, path, report) => {
  if (has(action, 'from') && action['randomFromNumber'] === true) {
    report('error', below(path, 'randomFromNumber'), 'from or randomFromNumber, not both', describe(true));
  }
};

export const connect: Rule = options({
  name: 'a connect action',
  required: { endpoint: listOf('an array of exactly one endpoint', endpoint, { min: 1, max: 1 }) },
  optional: {
    action: judgedElsewhere,
    from: phoneNumber,
    randomFromNumber: boolean,
    eventType: satisfies(
      '"synchronous", or no eventType for the default',
      (value) => value === 'synchronous',
      (value) => value === 'asynchronous',
    ),
    // The range is one SDK's; the vendor's own samples also write text.
    timeout: integer({ min: 3, max: 7200, unprovenMin: 1, unprovenMax: 86_400, textIsUnproven: true }),
    // REST's length_timer, the same thing elsewhere, now takes a day.
    limit: integer({ min: 1, max: 7200, unprovenMax: 86_400 }),
    ...machineDetection,
    ringbackTone: httpUrl,
    ...eventTarget,
  },
  together: [fromOrRandom],
});
