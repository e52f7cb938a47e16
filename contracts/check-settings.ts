import * as v from 'valibot';
import { milliseconds, parseJsonVariable, someText } from './parse-json-variable.ts';

/** What the synthetic check is told at deploy time besides the settings, as JSON in its environment variable `CHECK_SETTINGS`. */
export interface CheckSettings {
  /** This region's own `/answer`. */
  readonly answerUrl: string;
  /** Name of the function behind it, or of its alias, where the gateway refuses AWS's own addresses; null: the URL is asked. */
  readonly answerFunction: string | null;
  /** How the platform asks the fallback URL. */
  readonly fallbackMethod: 'GET' | 'POST';
  /** How long the platform waits for each, ms. */
  readonly socketMs: { readonly answer: number; readonly fallback: number };
}

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
