import { below } from '../problem.ts';
import { type Rule, satisfies } from './rule.ts';

export const boolean: Rule = satisfies('true or false', (value) => typeof value === 'boolean');

export const text: Rule = satisfies(
  'a non-empty string',
  (value) => typeof value === 'string' && value !== '',
);

export const matching = (expected: string, pattern: RegExp): Rule =>
  satisfies(expected, (value) => typeof value === 'string' && pattern.test(value));

export const oneOf = (...names: readonly string[]): Rule =>
  satisfies(orList(names), (value) => typeof value === 'string' && names.includes(value));

/** Numbers from `min` to `max`; up to `unprovenMin` and `unprovenMax`, and as text, they are only tolerated. */
export interface Range {
  readonly min: number;
  readonly max?: number;
  readonly unprovenMin?: number;
  readonly unprovenMax?: number;
  /** Vendor samples or SDKs also write it as a string. */
  readonly textIsUnproven?: true;
}

export const integer = (range: Range): Rule => numeric('an integer', Number.isInteger, range);

export const number = (range: Range): Rule => numeric('a number', Number.isFinite, range);

function numeric(kind: string, isKind: (value: unknown) => boolean, range: Range): Rule {
  const { min, max = Infinity, unprovenMin = min, unprovenMax = max } = range;
  const limits = max === Infinity ? `${min} or more` : `from ${min} to ${max}`;
  const within = (value: unknown, low: number, high: number): boolean =>
    isKind(value) && Number(value) >= low && Number(value) <= high;
  const tolerates = (value: unknown): boolean =>
    typeof value === 'string' && range.textIsUnproven === true
      ? /^-?\d+(\.\d+)?$/.test(value) && within(Number(value), unprovenMin, unprovenMax)
      : within(value, unprovenMin, unprovenMax);
  return satisfies(`${kind} ${limits}`, (value) => within(value, min, max), tolerates);
}

const URL_EXPECTED = 'an http:// or https:// URL';

export const httpUrl: Rule = satisfies(URL_EXPECTED, (value) => isUrl(value, ['http:', 'https:']));

export const websocketUrl: Rule = satisfies('a ws:// or wss:// URL', (value) =>
  isUrl(value, ['ws:', 'wss:']),
);

function isUrl(value: unknown, protocols: readonly string[]): boolean {
  // URL forgives blanks, a missing "//" and a host such as "{{host}}"; Vonage does not document that it does.
  if (typeof value !== 'string' || !/^[a-z]+:\/\/[^\s/]\S*$/i.test(value)) return false;
  const url = URL.parse(value);
  return url !== null && protocols.includes(url.protocol) && /^[\w.:[\]-]+$/.test(url.hostname);
}

/** E.164 as Vonage writes it. */
export const phoneNumber: Rule = matching('7 to 15 digits, without "+"', /^\d{7,15}$/);

export const language: Rule = matching(
  'a BCP-47 language tag such as "en-US"',
  /^[A-Za-z]{2,3}(-[A-Za-z\d]{1,8})*$/,
);

export function orList(names: readonly string[]): string {
  const quoted = names.map((name) => JSON.stringify(name));
  return quoted.length < 2 ? quoted.join() : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

/** An array of `min` to `max` items, each of which follows `item`. */
export function listOf(expected: string, item: Rule, { min, max }: { min: number; max: number }): Rule {
  const length = satisfies(
    expected,
    (value) => Array.isArray(value) && value.length >= min && value.length <= max,
  );
  return (value, path, report) => {
    length(value, path, report);
    if (!Array.isArray(value)) return;
    value.slice(0, max).forEach((each, index) => {
      item(each, below(path, index), report);
    });
  };
}

/** The way every action writes a URL of its own: SDK validators and the docs want exactly one. */
export const oneUrl: Rule = listOf('an array of exactly one URL', httpUrl, { min: 1, max: 1 });

/** Leg ids. Their shape is not promised (dashed or 32 hex). */
export const legIds: Rule = listOf(
  'an array of leg ids',
  satisfies('a leg id', (value) => typeof value === 'string' && value !== ''),
  { min: 0, max: Infinity },
);
