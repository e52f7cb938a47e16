import * as v from 'valibot';
import type { CheckSettings } from './check-settings.ts';
import { milliseconds, parseJsonVariable, someText } from './parse-json-variable.ts';

const schema = v.object({
  answerUrl: v.pipe(v.string(), v.url('an absolute URL')),
  answerFunction: v.nullable(someText),
  fallbackMethod: v.picklist(['GET', 'POST']),
  socketMs: v.object({ answer: milliseconds, fallback: milliseconds }),
});

/**
 * Reads the environment variable `CHECK_SETTINGS`.
 * @throws Error that names the field, what was expected and what was found
 */
export const parseCheckSettings = (text: string): CheckSettings =>
  parseJsonVariable('CHECK_SETTINGS', schema, text);
