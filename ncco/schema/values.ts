import { below, describe } from '../problem.ts';
import { type Rule, satisfies } from './rule.ts';

/**
 * What a warning says of a value written as text. Vendor samples and SDKs send it, and nothing says that Vonage refuses it
 * (guide samples, PHP SDK PR #265, dotnet-sdk #211).
 */
const AS_TEXT = ', not as text: Vonage is known to read such text, but does not document it';

export const boolean: Rule = (value, path, report) => {
  if (typeof value === 'boolean') return;
  if (isTrue(value) || isFalse(value)) report('warning', path, `true or false${AS_TEXT}`, describe(value));
  else report('error', path, 'true or false', describe(value));
};

const says = (text: string, value: unknown): boolean =>
  typeof value === 'boolean' || typeof value === 'string' ? String(value).toLowerCase() === text : false;

/** Whether an option is true or false as Vonage reads it: the text counts too. */
export const isTrue = (value: unknown): boolean => says('true', value);
export const isFalse = (value: unknown): boolean => says('false', value);

export const text: Rule = satisfies(
  'a non-empty string',
  (value) => typeof value === 'string' && value !== '',
);

export const matching = (expected: string, pattern: RegExp): Rule =>
  satisfies(expected, (value) => typeof value === 'string' && pattern.test(value));

export const oneOf = (...names: readonly string[]): Rule =>
  satisfies(orList(names), (value) => typeof value === 'string' && names.includes(value));

/** Numbers from `min` to `max`; up to `unprovenMin` and `unprovenMax`, between steps, and as text, they are a warning. */
export interface Range {
  readonly min: number;
  readonly max?: number;
  readonly unprovenMin?: number;
  readonly unprovenMax?: number;
  /** The documented distance between two values. */
  readonly step?: number;
}

export const integer = (range: Range): Rule => numeric('an integer', Number.isInteger, range);

export const number = (range: Range): Rule => numeric('a number', Number.isFinite, range);

function numeric(kind: string, isKind: (value: unknown) => boolean, range: Range): Rule {
  const { min, max = Infinity, unprovenMin = min, unprovenMax = max, step } = range;
  const limits = max === Infinity ? `${min} or more` : `from ${min} to ${max}`;
  const expected = `${kind} ${limits}${step === undefined ? '' : ` in steps of ${step}`}`;
  const within = (value: unknown, low: number, high: number): boolean =>
    isKind(value) && Number(value) >= low && Number(value) <= high;
  return asNumber(
    expected,
    satisfies(
      expected,
      (value) => within(value, min, max) && isOnStep(Number(value), step),
      (value) => within(value, unprovenMin, unprovenMax),
    ),
  );
}

/** The rule for a number, applied to a number that is written as text too: then it is a warning at best. */
export const asNumber =
  (expected: string, rule: Rule): Rule =>
  (value, path, report) => {
    if (typeof value !== 'string' || !NUMERAL.test(value)) {
      rule(value, path, report);
      return;
    }
    let isFine = true;
    rule(Number(value), path, (severity, where, wanted) => {
      isFine = false;
      report(severity, where, wanted, describe(value));
    });
    if (isFine) report('warning', path, `${expected}${AS_TEXT}`, describe(value));
  };

const NUMERAL = /^\s*[+-]?(\d+(\.\d*)?|\.\d+)\s*$/;

/** 0.3 / 0.1 is not 3: the quotient is compared with a tolerance. */
const isOnStep = (value: number, step: number | undefined): boolean =>
  step === undefined || Math.abs(value / step - Math.round(value / step)) < 1e-9;

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

const DIGITS = '7 to 15 digits, without "+"';
const isDigits = (value: unknown): boolean => typeof value === 'string' && /^\d{7,15}$/.test(value);

/** E.164 as Vonage writes it. Nothing says that a "+" is refused. */
export const phoneNumber: Rule = satisfies(
  DIGITS,
  isDigits,
  (value) => typeof value === 'string' && /^\+\d{7,15}$/.test(value),
);

/** "Another value will result in the caller ID being unknown" (NCCO reference, connect): replaced, not refused. */
export const callerId: Rule = satisfies(
  `${DIGITS}: with any other value the person called sees an unknown caller`,
  isDigits,
  (value) => typeof value === 'string' || typeof value === 'number',
);

export const language: Rule = matching(
  'a BCP-47 language tag such as "en-US"',
  /^[A-Za-z]{2,3}(-[A-Za-z\d]{1,8})*$/,
);

export function orList(names: readonly string[]): string {
  const quoted = names.map((name) => JSON.stringify(name));
  return quoted.length < 2 ? quoted.join() : `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`;
}

/** How many items a list may have; from `unprovenMin` to `unprovenMax` nothing says that Vonage refuses it. */
interface Length {
  readonly min: number;
  readonly max: number;
  readonly unprovenMin?: number;
  readonly unprovenMax?: number;
}

/** An array of `min` to `max` items, each of which follows `item`. */
export function listOf(expected: string, item: Rule, length: Length): Rule {
  const { min, max, unprovenMin = min, unprovenMax = max } = length;
  const within = (value: unknown, low: number, high: number): boolean =>
    Array.isArray(value) && value.length >= low && value.length <= high;
  const lengthRule = satisfies(
    expected,
    (value) => within(value, min, max),
    (value) => within(value, unprovenMin, unprovenMax),
  );
  return (value, path, report) => {
    lengthRule(value, path, report);
    if (!Array.isArray(value)) return;
    value.slice(0, unprovenMax).forEach((each, index) => {
      item(each, below(path, index), report);
    });
  };
}

/** A list of one whose item vendor texts also write alone: then it is a warning. */
export const listOrItem =
  (expected: string, list: Rule): Rule =>
  (value, path, report) => {
    if (typeof value === 'string') report('warning', path, expected, describe(value));
    list(typeof value === 'string' ? [value] : value, path, report);
  };

export const ONE_URL = 'an array of exactly one URL';

/** A URL that the action needs. The docs want exactly one; what Vonage does with more is not documented. */
export const oneUrl: Rule = listOf(ONE_URL, httpUrl, { min: 1, max: 1, unprovenMax: Infinity });

/** A URL that may be left out. The vendor's Node SDK sends an empty array where none is given. */
export const optionalUrl: Rule = listOf(ONE_URL, httpUrl, {
  min: 1,
  max: 1,
  unprovenMin: 0,
  unprovenMax: Infinity,
});

/** Leg ids. Their shape is not promised (dashed or 32 hex). */
export const legIds: Rule = listOf(
  'an array of leg ids',
  satisfies('a leg id', (value) => typeof value === 'string' && value !== ''),
  { min: 0, max: Infinity },
);
