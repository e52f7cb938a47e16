import { below, describe } from '../problem.ts';
import { eventTarget } from './shared-options.ts';
import { asNumber, integer, language, listOf, oneOf, text } from './values.ts';
import { type CrossRule, has, isObject, options } from './options.ts';
import { judgedElsewhere, satisfies, type Rule } from './rule.ts';

const errors: Rule = (value, path, report) => {
  if (!isObject(value)) report('error', path, 'an object of { text } by error name', describe(value));
  else for (const [name, each] of Object.entries(value)) errorText(each, below(path, name), report);
};

const errorText: Rule = options({ name: 'an error text', required: { text } });

const promptHasText: CrossRule = (prompt, path, report) => {
  if (!has(prompt, 'text')) report('warning', below(path, 'text'), 'the text to speak', 'nothing');
};

const prompt: Rule = options({
  name: 'a prompt',
  required: { type: oneOf('CardNumber', 'ExpirationDate', 'SecurityCode') },
  optional: { text, errors },
  together: [promptHasText],
});

const amount: Rule = asNumber(
  'a number above 0',
  satisfies('a number above 0', (value) => typeof value === 'number' && value > 0),
);

const legacyPay: Rule = options({
  name: 'a pay action',
  required: { amount },
  optional: {
    action: judgedElsewhere,
    currency: text,
    prompts: listOf('an array of prompts', prompt, { min: 0, max: Infinity }),
    voice: options({ name: 'voice settings', optional: { language, style: integer({ min: 0 }) } }),
    ...eventTarget,
  },
});

/** Documented in 2021 and 2022, and no longer in the list of actions. */
export const pay: Rule = (value, path, report) => {
  report('warning', below(path, 'action'), 'a documented action (pay is no longer one)', '"pay"');
  legacyPay(value, path, report);
};
