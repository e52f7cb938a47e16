import { options } from './options.ts';
import { playback } from './playback.ts';
import { judgedElsewhere, type Rule } from './rule.ts';
import { oneUrl } from './list.ts';

/** The audio is mp3 or 16-bit wav; that is for whoever serves it to see to. */
export const stream: Rule = options({
  name: 'a stream action',
  required: { streamUrl: oneUrl },
  optional: { action: judgedElsewhere, ...playback },
});
