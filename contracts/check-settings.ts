import * as v from 'valibot';
import { milliseconds, parseJsonVariable, someText } from './parse-json-variable.ts';

/** The synthetic check's own settings, as JSON in its environment variable `CHECK_SETTINGS`; written at deploy time. */
export interface CheckSettings {
  /** This region's own `/answer`. */
  readonly answerUrl: string;
  /** The function behind it (or its alias), invoked directly where API Gateway refuses AWS's own addresses; null: use the URL. */
  readonly answerFunction: string | null;
  /** The HTTP method with which Vonage requests the fallback URL. */
  readonly fallbackMethod: 'GET' | 'POST';
  /** Vonage's socket timeout for each. */
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
