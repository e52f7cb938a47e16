import { CommandError } from './command-error.ts';

/** A day in UTC, `yyyy-mm-dd`; today's where none is given. @throws CommandError */
export function parseDay(text: string | undefined, nowMs: number): string {
  if (text === undefined) return new Date(nowMs).toISOString().slice(0, 'yyyy-mm-dd'.length);
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  const isDay = !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(text);
  if (isDay) return text;
  throw new CommandError(`--day: expected a day in UTC like 2026-01-31, found "${text}".`);
}
