import { eventTarget } from './event-target.ts';
import { options } from './options.ts';
import type { Rule } from './rule.ts';
import { boolean, language } from './values.ts';

/** Of record and conversation; `{}` is allowed. */
export const transcription: Rule = options({
  name: 'transcription settings',
  optional: { language, sentimentAnalysis: boolean, ...eventTarget },
});
