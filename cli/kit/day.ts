import { CommandError } from './command-error.ts';

/** The day in UTC, `yyyy-mm-dd`. */
export const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 'yyyy-mm-dd'.length);

/** A day in UTC, for `read` of a flag. @throws CommandError */
export function parseDay(text: string): string {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  const isDay = !Number.isNaN(ms) && dayOf(ms) === text;
  if (isDay) return text;
  throw new CommandError(`expected a day in UTC like 2026-01-31, found "${text}".`);
}
