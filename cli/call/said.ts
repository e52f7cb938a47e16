import type { CallerAnswer } from '../../simulator/simulator.ts';
import { CommandError } from '../kit/command-error.ts';

type Said = NonNullable<CallerAnswer['says']>;

/** How sure Vonage is of words, where nothing else is said: 0 to 1. */
const CONFIDENCE = 0.94;

/** `support please`, `support@0.6`; undefined for any other text. */
export function saidIn(text: string): Said | undefined {
  const [, words, confidence] = /^([^@]+?)(?:@(0(?:\.\d+)?|1(?:\.0+)?))?$/.exec(text) ?? [];
  if (words === undefined) return undefined;
  return { text: words, confidence: confidence === undefined ? CONFIDENCE : Number(confidence) };
}

/** Without spaces around the words. @throws CommandError */
export function readSaid(text: string): Said {
  const said = saidIn(text);
  const words = said?.text.trim();
  if (!said || !words)
    throw new CommandError(`expected words, or words@confidence with 0 to 1 (support@0.6); found "${text}".`);
  return { ...said, text: words };
}
