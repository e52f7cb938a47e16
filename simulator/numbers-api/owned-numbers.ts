import { createCopies } from '../applications-api/copies.ts';
import type { Members } from '../applications-api/json-as-it-came.ts';

/** An answer of the Numbers API, errors too. */
export interface NumbersAnswer {
  readonly status: number;
  readonly body: Members;
}

/** The numbers of an account (Numbers API OpenAPI 1.1.0). */
export interface OwnedNumbers {
  /** `GET /account/numbers`, as it was so many ms ago. */
  readonly list: (url: URL, agoMs: number) => NumbersAnswer;
  /** `POST /number/update`: checks a form; the write is made by `write`. */
  readonly update: (
    contentType: string,
    body: string,
  ) => { readonly write: () => void } | { readonly refused: NumbersAnswer };
  /** All that the API holds of a number, also what it does not list. */
  readonly get: (msisdn: string) => Members | undefined;
  /** Replaces it without checks, as another writer might. */
  readonly replace: (msisdn: string, number: Members) => void;
}

/**
 * What an update sets, and what it leaves out is gone: setting a voice link removes the SMS one (nexmo-cli #83), and vonage-cli
 * unlinks a number by an update without `app_id`.
 */
const SETTABLE = [
  'app_id',
  'moHttpUrl',
  'moSmppSysType',
  'voiceCallbackType',
  'voiceCallbackValue',
  'voiceStatusCallback',
  'messagesCallbackType',
  'messagesCallbackValue',
];
const KNOWN = ['country', 'msisdn', ...SETTABLE];
/** No part of `ownednumber`: an update sets them, and no list shows them. */
const NOT_LISTED = ['moSmppSysType', 'voiceStatusCallback'];
const FILTERS = [
  'application_id',
  'has_application',
  'country',
  'pattern',
  'search_pattern',
  'size',
  'index',
];
const MOST_OF_A_PAGE = 100;

export const numbersUnauthorized: NumbersAnswer = answer(401, 'authentication failed');
export const numberUpdated: NumbersAnswer = answer(200, 'success');
/** nexmo-cli #233: all that an update says which it does not make. */
export const methodFailed: NumbersAnswer = answer(420, 'method failed');

function answer(status: number, label: string): NumbersAnswer {
  return { status, body: { 'error-code': String(status), 'error-code-label': label } };
}

/**
 * Strict: what is not documented is refused.
 * @param start by E.164 digits: the application that a number is linked to, or all that the API holds of it
 */
export function ownedNumbers(
  start: Readonly<Record<string, string | Members>>,
  isApplication: (id: string) => boolean,
): OwnedNumbers {
  const numbers = createCopies(
    Object.fromEntries(Object.entries(start).map(([msisdn, held]) => [msisdn, ownedNumber(held)])),
  );
  return {
    get: numbers.get,
    replace: numbers.set,
    list({ searchParams }, agoMs) {
      if ([...searchParams.keys()].some((key) => !FILTERS.includes(key))) return methodFailed;
      const size = Number(searchParams.get('size') ?? 10);
      const index = Number(searchParams.get('index') ?? 1);
      if (!(size >= 1 && size <= MOST_OF_A_PAGE && index >= 1)) return methodFailed;
      const found = numbers
        .ids()
        .map((msisdn) => listed(msisdn, numbers.asOf(msisdn, agoMs)))
        .filter((number) => isWanted(number, searchParams));
      if (found.length === 0) return { status: 200, body: {} };
      return {
        status: 200,
        body: { count: found.length, numbers: found.slice((index - 1) * size, index * size) },
      };
    },
    update(contentType, body) {
      const refused = { refused: methodFailed };
      if (!/^application\/x-www-form-urlencoded\b/.test(contentType)) return refused;
      const form = new URLSearchParams(body);
      const fields: Readonly<Record<string, string>> = Object.fromEntries(form);
      const { country, msisdn = '', ...values } = fields;
      const held = numbers.get(msisdn);
      const isKnown = Object.keys(fields).every((key) => KNOWN.includes(key));
      if (!isKnown || held === undefined || held['country'] !== country) return refused;
      if (!areValues(values, isApplication)) return refused;
      const given = Object.entries(values).filter(([, value]) => value !== '');
      const stays = Object.entries(held).filter(([key]) => !SETTABLE.includes(key));
      return { write: () => numbers.set(msisdn, Object.fromEntries([...stays, ...given])) };
    },
  };
}

const ownedNumber = (held: string | Members): Members => ({
  country: 'GB',
  type: 'mobile-lvn',
  features: ['VOICE'],
  ...(typeof held === 'string' ? { app_id: held } : held),
});

/** A number whose calls go to an application is listed with that as its voice callback. */
function listed(msisdn: string, number: Members | undefined): Members {
  const { country, app_id: application, voiceCallbackType, ...others } = number ?? {};
  const shown = Object.entries(others).filter(([key]) => !NOT_LISTED.includes(key));
  const linked =
    application === undefined
      ? {}
      : { voiceCallbackType: 'app', voiceCallbackValue: application, app_id: application };
  return {
    country,
    msisdn,
    ...linked,
    ...Object.fromEntries(shown),
    ...(voiceCallbackType === undefined ? {} : { voiceCallbackType }),
  };
}

function isWanted(number: Members, filter: URLSearchParams): boolean {
  const msisdn = String(number['msisdn']);
  const pattern = filter.get('pattern') ?? '';
  const by = filter.get('search_pattern') ?? '0';
  const isMatch =
    by === '0'
      ? msisdn.startsWith(pattern)
      : by === '1'
        ? msisdn.includes(pattern)
        : msisdn.endsWith(pattern);
  const application = filter.get('application_id');
  const isLinked = filter.get('has_application');
  const country = filter.get('country');
  return (
    isMatch &&
    (application === null || number['app_id'] === application) &&
    (isLinked === null || String('app_id' in number) === isLinked) &&
    (country === null || number['country'] === country)
  );
}

/** A blank callback is refused (nexmo-cli #20): what leaves it out removes it. A blank `moHttpUrl` removes the webhook. */
function areValues(
  values: Readonly<Record<string, string>>,
  isApplication: (id: string) => boolean,
): boolean {
  const { app_id: application, voiceCallbackType: type, voiceCallbackValue: value } = values;
  const { messagesCallbackType, messagesCallbackValue, moHttpUrl, voiceStatusCallback } = values;
  const isUrl = (url: string | undefined): boolean =>
    url === undefined || (/^https?:\/\//.test(url) && URL.canParse(url));
  return (
    (application === undefined || isApplication(application)) &&
    (type === undefined) === (value === undefined) &&
    (type === undefined || (['sip', 'tel', 'app'].includes(type) && value !== '')) &&
    (type !== 'app' || isApplication(value ?? '')) &&
    (messagesCallbackType === undefined) === (messagesCallbackValue === undefined) &&
    (messagesCallbackType === undefined || messagesCallbackType === 'app') &&
    (moHttpUrl === '' || isUrl(moHttpUrl)) &&
    isUrl(voiceStatusCallback)
  );
}
