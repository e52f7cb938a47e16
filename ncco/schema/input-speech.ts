import { listOf } from './list.ts';
import { options } from './options.ts';
import { provider } from './provider.ts';
import type { Rule } from './rule.ts';
import { boolean, integer, language, number, text } from './values.ts';

export const inputSpeech: Rule = options({
  name: 'speech settings',
  optional: {
    uuid: listOf('an array of exactly one leg id', text, { min: 1, max: 1 }),
    endOnSilence: number({ min: 0.4, max: 10 }),
    language,
    context: listOf('an array of words and phrases', text, { min: 0, max: Infinity }),
    startTimeout: integer({ min: 1, max: 60 }),
    maxDuration: integer({ min: 1, max: 60 }),
    saveAudio: boolean,
    sensitivity: integer({ min: 10, max: 100 }),
    ...provider,
  },
});
