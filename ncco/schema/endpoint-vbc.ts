import { options } from './options.ts';
import { judgedElsewhere, type Rule } from './rule.ts';
import { text } from './values.ts';

export const vbcEndpoint: Rule = options({
  name: 'a vbc endpoint',
  required: { extension: text },
  optional: { type: judgedElsewhere },
});
