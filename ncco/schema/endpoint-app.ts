import { options } from './options.ts';
import { judgedElsewhere, type Rule } from './rule.ts';
import { text } from './values.ts';

export const appEndpoint: Rule = options({
  name: 'an app endpoint',
  required: { user: text },
  optional: { type: judgedElsewhere },
});
