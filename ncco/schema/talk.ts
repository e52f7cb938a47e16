import { judgedElsewhere, deprecated, satisfies, type Rule } from './rule.ts';
import { options } from './options.ts';
import { playback } from './playback.ts';
import { provider } from './provider.ts';
import { boolean, integer, language, text } from './values.ts';

const LONGEST_TEXT = 1500;

const spoken: Rule = satisfies(
  `text to speak: 1 to ${LONGEST_TEXT} characters, SSML tags not counted`,
  (value) => lengthOf(value) > 0 && lengthOf(value) <= LONGEST_TEXT,
  // Nothing says that silence is refused; it is surely not what was meant.
  (value) => lengthOf(value) === 0,
);

const voice = deprecated('language and style', text);

export const talk: Rule = options({
  name: 'a talk action',
  required: { text: spoken },
  optional: {
    action: judgedElsewhere,
    ...playback,
    language,
    style: integer({ min: 0, textIsUnproven: true }),
    premium: boolean,
    ...provider,
    voiceName: voice,
    voice_name: voice,
  },
});

/** Characters that are spoken, or NaN for what is no text. */
function lengthOf(value: unknown): number {
  return typeof value === 'string' ? [...value.replace(/<[^<>]*>/g, '').trim()].length : NaN;
}
