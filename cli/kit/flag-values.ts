import { CommandError } from './command-error.ts';

/** What people write between digits: blanks, dashes of every kind, dots, slashes, and an optional trunk zero. */
const TRUNK_ZERO = /\(0\)/g;
const BETWEEN = /[\s\p{Pd}().,/'\u200b-\u200f\u202a-\u202e\u2060-\u2069]/gu;

/** A number in the form in which Vonage names it (E.164 digits without "+"); a name or a SIP URI in lower case. */
export function callerKey(caller: string): string {
  const text = caller.trim().replace(/^tel:/i, '').replace(TRUNK_ZERO, '').replace(BETWEEN, '');
  const digits = text.replace(/^(?:\+|00)/, '');
  return /^\d+$/.test(digits) ? digits : caller.trim().toLowerCase();
}

/**
 * The caller that a flag names: a phone number in any usual form, or the name or SIP URI of a caller that has no number.
 * @throws CommandError for a number that cannot be compared with E.164
 */
export function parseCaller(text: string): string {
  const refuse = (found: string): CommandError =>
    new CommandError(
      `expected a phone number with its country code, like 447700900123 or "+44 7700 900123", or a caller's name or SIP URI; found ${found}.`,
    );
  if (text.trim() === '') throw refuse('nothing');
  const key = callerKey(text);
  // Some caller without a number.
  if (/[\p{L}@]/u.test(key)) return key;
  if (!/^\d+$/.test(key)) throw refuse(JSON.stringify(text));
  if (key.startsWith('0')) throw refuse(`"${text}", which begins with a trunk zero and has no country code`);
  if (key.length < 3 || key.length > 15) throw refuse(`"${text}", which has ${String(key.length)} digits`);
  return key;
}

/** The day in UTC, `yyyy-mm-dd`. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 'yyyy-mm-dd'.length);

/** A day in UTC, for `read` of a flag. @throws CommandError */
export function parseDay(text: string): string {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  const isDay = !Number.isNaN(ms) && dayOf(ms) === text;
  if (isDay) return text;
  throw new CommandError(`expected a day in UTC like 2026-01-31, found "${text}".`);
}

/** Reads a whole number within limits, for `read` of a flag. */
export const wholeNumber =
  (least: number, most = 1_000_000_000) =>
  (text: string): number => {
    const value = /^\d{1,10}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new CommandError(`expected a whole number from ${least} to ${most}, found "${text}".`);
  };
