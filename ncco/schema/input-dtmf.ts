import { options, type Rules } from './options.ts';
import type { Rule } from './rule.ts';
import { boolean, integer } from './values.ts';

export const dtmfOptions: Rules = {
  timeOut: integer({ min: 0, max: 10 }),
  // One SDK allows 22.
  maxDigits: integer({ min: 1, max: 20, unprovenMax: 22 }),
  submitOnHash: boolean,
};

export const inputDtmf: Rule = options({ name: 'dtmf settings', optional: dtmfOptions });
