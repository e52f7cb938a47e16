import type { CallerAnswer } from '../../simulator/simulator.ts';
import { CommandError } from '../kit/command-error.ts';

/** How sure Vonage is of words, where nothing else is said: 0 to 1. */
const CONFIDENCE = 0.94;

/** Reads `support please` and `support@0.6`. @throws CommandError */
export function readSaid(text: string): NonNullable<CallerAnswer['says']> {
  const [, words = '', confidence] = /^([^@]*)(?:@(0(?:\.\d+)?|1(?:\.0+)?))?$/.exec(text) ?? [];
  if (words.trim() === '')
    throw new CommandError(`expected words, or words@confidence with 0 to 1 (support@0.6); found "${text}".`);
  return { text: words.trim(), confidence: confidence === undefined ? CONFIDENCE : Number(confidence) };
}
