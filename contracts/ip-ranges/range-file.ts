import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { SettingsError } from '../settings/settings-error.ts';
import type { SettingProblem } from '../settings/settings-error.ts';
import { expectedRange } from './unfit-range.ts';

/** A block that Vonage calls from, and the source of that information. */
export interface VonageRange {
  readonly cidr: string;
  /** URL or file that named it. */
  readonly source: string;
  /** Day (UTC, YYYY-MM-DD) when the source was last checked. */
  readonly date: string;
  readonly note?: string;
}

export interface RangeFile {
  /** Day (UTC, YYYY-MM-DD) of the last change. */
  readonly updated: string;
  readonly ranges: readonly VonageRange[];
}

/** The one list of Vonage's addresses; `npm run ip-ranges` compares and updates it. */
export const RANGE_FILE = fileURLToPath(new URL('./vonage-ip-ranges.json', import.meta.url));

/** Vonage's ranges. @throws SettingsError with every problem of the file */
export const readRangeFile = (file: string = RANGE_FILE): RangeFile =>
  parseRangeFile(readFileSync(file, 'utf8'), file);

/** @param where for people: which file it is @throws SettingsError with every problem at once */
export function parseRangeFile(text: string, where: string): RangeFile {
  const value = parseJson(text, where);
  const { ranges } = isRecord(value) ? value : {};
  const problems = Array.isArray(ranges)
    ? [...fileProblems(value), ...ranges.flatMap(rangeProblems), ...repeated(ranges)]
    : [problem('ranges', 'a list of ranges', ranges)];
  if (problems.length > 0) throw new SettingsError(where, problems);
  return value as RangeFile;
}

function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new SettingsError(where, [problem('the file', 'JSON', String(error))]);
  }
}

function fileProblems(value: unknown): readonly SettingProblem[] {
  const { updated, ranges, ...others } = value as Record<string, unknown>;
  return [
    ...(isDay(updated) ? [] : [problem('updated', 'a day, YYYY-MM-DD', updated)]),
    ...((ranges as readonly unknown[]).length > 0 ? [] : [problem('ranges', 'at least one range', ranges)]),
    ...Object.keys(others).map((key) => problem(key, 'nothing but updated and ranges', others[key])),
  ];
}

function rangeProblems(range: unknown, index: number): readonly SettingProblem[] {
  const at = `ranges[${index}]`;
  if (!isRecord(range)) return [problem(at, 'an object with cidr, source and date', range)];
  const { cidr, source, date, note, ...others } = range;
  const isText = (text: unknown): boolean => typeof text === 'string' && text.trim() !== '';
  const expected = expectedRange(cidr);
  return [
    ...(expected === undefined ? [] : [problem(`${at}.cidr`, expected, cidr)]),
    ...(isText(source) ? [] : [problem(`${at}.source`, 'who says so: a URL or a file', source)]),
    ...(isDay(date) ? [] : [problem(`${at}.date`, 'a day, YYYY-MM-DD', date)]),
    ...(note === undefined || isText(note) ? [] : [problem(`${at}.note`, 'a text, or no note', note)]),
    ...Object.keys(others).map((key) => problem(`${at}.${key}`, 'cidr, source, date, note', others[key])),
  ];
}

function repeated(ranges: readonly unknown[]): readonly SettingProblem[] {
  const cidrs = ranges.map((range) => (isRecord(range) ? range['cidr'] : undefined));
  return cidrs.flatMap((cidr, index) => {
    const earlier = cidrs.indexOf(cidr);
    if (cidr === undefined || earlier === index) return [];
    return [problem(`ranges[${index}].cidr`, `a range different from ranges[${earlier}]`, cidr)];
  });
}

const problem = (path: string, expected: string, found: unknown): SettingProblem => ({
  path,
  expected,
  found: found === undefined ? 'nothing' : JSON.stringify(found),
});

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function isDay(value: unknown): boolean {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const time = Date.parse(`${value}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(value);
}
