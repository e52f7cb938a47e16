import { quote } from '../problem.ts';
import { provider } from './shared-options.ts';
import { options, type Rules } from './options.ts';
import { deprecated, judgedElsewhere, type Rule, satisfies, unproven } from './rule.ts';
import { boolean, integer, language, number, oneUrl, text } from './values.ts';

const TAKEN_OUT = 'no such option (vendor SDKs had it for a year and took it out again)';

/** What talk and stream share. */
export const playback: Rules = {
  bargeIn: boolean,
  loop: integer({ min: 0 }),
  level: number({ min: -1, max: 1, step: 0.1 }),
  eventUrl: unproven(TAKEN_OUT),
  eventMethod: unproven(TAKEN_OUT),
  eventOnCompletion: unproven(TAKEN_OUT),
};

const LONGEST_TEXT = 1500;

const spoken: Rule = satisfies(
  `text to speak: 1 to ${LONGEST_TEXT} characters, SSML tags not counted`,
  (value) => lengthOf(value) > 0 && lengthOf(value) <= LONGEST_TEXT,
  // No source says that empty text is refused, but it is hardly intended.
  (value) => lengthOf(value) === 0,
);

const SSML_TAG = /<(\/?)([a-z][\w:-]*)(?:\s[^<>]*?)?(\/?)>/gi;

/** SSML is XML inside <speak> (vendor's SSML guide). What Vonage speaks of other markup is not documented. */
const ssml: Rule = (value, path, report) => {
  if (typeof value !== 'string') return;
  const open: string[] = [];
  for (const [tag, isEnd, name = '', isEmpty] of value.matchAll(SSML_TAG)) {
    if (open.length === 0 && name !== 'speak') {
      report('warning', path, 'SSML tags inside <speak>…</speak>', quote(tag));
      return;
    }
    if (isEnd && open.pop() !== name) {
      report('warning', path, 'SSML tags that are closed in the order in which they were opened', quote(tag));
      return;
    }
    if (!isEnd && !isEmpty) open.push(name);
  }
  const last = open.at(-1);
  if (last !== undefined) report('warning', path, `</${last}> at the end of its element`, 'nothing');
};

const talkText: Rule = (value, path, report) => {
  spoken(value, path, report);
  ssml(value, path, report);
};

const voice = deprecated('language and style', text);

export const talk: Rule = options({
  name: 'a talk action',
  required: { text: talkText },
  optional: {
    action: judgedElsewhere,
    ...playback,
    language,
    style: integer({ min: 0 }),
    premium: boolean,
    ...provider,
    voiceName: voice,
    voice_name: voice,
  },
});

/** The number of spoken characters, or NaN for a value that is not text. */
function lengthOf(value: unknown): number {
  return typeof value === 'string' ? [...value.replace(/<[^<>]*>/g, '').trim()].length : NaN;
}

/** The audio must be mp3 or 16-bit wav, which only its server can ensure. */
export const stream: Rule = options({
  name: 'a stream action',
  required: { streamUrl: oneUrl },
  optional: { action: judgedElsewhere, ...playback },
});
