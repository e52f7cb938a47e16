import { options, type Rules } from './options.ts';
import { type Rule, unproven } from './rule.ts';
import { boolean, language, oneOf, optionalUrl } from './values.ts';

/** Where an action's own events go. `eventUrl` must be an array (NCCO reference). */
export const eventTarget = { eventUrl: optionalUrl, eventMethod: oneOf('GET', 'POST') } satisfies Rules;

/** Of record and conversation; `{}` is allowed. */
export const transcription: Rule = options({
  name: 'transcription settings',
  optional: { language, sentimentAnalysis: boolean, ...eventTarget },
});

const UNPROVEN = 'no such option (one vendor SDK has it, the documentation does not)';

/** The speech provider, of talk and of input's speech settings. */
export const provider: Rules = {
  provider: unproven(UNPROVEN),
  providerOptions: unproven(UNPROVEN),
};
