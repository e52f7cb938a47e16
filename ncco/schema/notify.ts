import { eventTarget } from './event-target.ts';
import { oneUrl } from './list.ts';
import { isObject, options } from './options.ts';
import { judgedElsewhere, satisfies, type Rule } from './rule.ts';

export const notify: Rule = options({
  name: 'a notify action',
  required: { payload: satisfies('an object', isObject), eventUrl: oneUrl },
  optional: { action: judgedElsewhere, ...eventTarget },
});
