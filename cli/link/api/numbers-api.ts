import { printable } from '../../kit/printable.ts';
import { isObject, printJson, toNumber } from '../json/lossless-json.ts';
import type { Json, JsonObject } from '../json/lossless-json.ts';
import { notJson, refusal, senseless } from './api-error.ts';
import type { ApiAnswer, ApiRequest } from './send-request.ts';

/** A number of the account, as the Numbers API tells it. */
export interface OwnedNumber {
  readonly country: string;
  readonly msisdn: string;
  readonly features: readonly string[];
  /** Undefined: no application. */
  readonly applicationId: string | undefined;
  /** All that the API lists of it. */
  readonly listed: JsonObject;
}

/** The Numbers API (OpenAPI 1.1.0), of the account's own numbers. Every method throws ApiError. */
export interface NumbersApi {
  /** Of all pages: those whose calls go to the application; without one all numbers of the account. */
  readonly listNumbers: (
    applicationId: string | undefined,
    signal?: AbortSignal,
  ) => Promise<readonly OwnedNumber[]>;
  /** Undefined: the account has no such number. @param msisdn E.164 digits */
  readonly readNumber: (msisdn: string, signal?: AbortSignal) => Promise<OwnedNumber | undefined>;
  /**
   * Replaces what can be set of a number, once: what is left out is removed (nexmo-cli #83). Whether one that failed was made is
   * for the caller to find out.
   */
  readonly updateNumber: (fields: Readonly<Record<string, string>>) => Promise<void>;
}

/** How the API is asked. */
interface Asking {
  readonly host: string;
  readonly apiKey: string;
  /** Tried again where that may help. */
  readonly read: (url: URL, signal: AbortSignal | undefined) => Promise<Json>;
  /** Once. */
  readonly send: (request: ApiRequest) => Promise<ApiAnswer>;
}

/** The most that the API lists at once. */
const PAGE_SIZE = 100;

export function numbersApi({ host, apiKey, read, send }: Asking): NumbersApi {
  const list = async (
    filter: Readonly<Record<string, string>>,
    signal: AbortSignal | undefined,
  ): Promise<readonly OwnedNumber[]> => {
    const url = new URL('/account/numbers', host);
    for (const [name, value] of Object.entries({ ...filter, size: String(PAGE_SIZE) }))
      url.searchParams.set(name, value);
    const found = new Map<string, OwnedNumber>();
    let expected: number | undefined;
    for (let index = 1; ; index += 1) {
      url.searchParams.set('index', String(index));
      const { count, numbers } = pageOf(await read(url, signal), url);
      expected = count ?? expected;
      const before = found.size;
      for (const number of numbers) found.set(`${number.country} ${number.msisdn}`, number);
      const isLast = found.size === before || found.size >= (expected ?? Infinity);
      if (!isLast) continue;
      if (found.size === (expected ?? found.size)) return [...found.values()];
      throw senseless('GET', url, `${String(expected)} numbers, as it counts`, String(found.size));
    }
  };
  return {
    listNumbers: (applicationId, signal) =>
      list(applicationId === undefined ? {} : { application_id: applicationId }, signal),
    async readNumber(msisdn, signal) {
      // 0: numbers that start so.
      const found = await list({ pattern: msisdn, search_pattern: '0' }, signal);
      return found.find((number) => number.msisdn === msisdn);
    },
    async updateNumber(fields) {
      const url = new URL('/number/update', host);
      const answer = await send({ method: 'POST', url, form: fields });
      if (!answer.isOk) throw answer.error;
      if (!isObject(answer.value) || answer.value['error-code'] === undefined)
        throw notJson('POST', url, 200, 'JSON that says nothing of an update');
      const { 'error-code': code, 'error-code-label': label = '' } = answer.value;
      const status = Number(code);
      if (status === 200) return;
      throw refusal({ method: 'POST', url, status, detail: printable(printJson(label)), apiKey });
    },
  };
}

interface NumbersPage {
  /** Of all pages; undefined where the API does not say. */
  readonly count: number | undefined;
  readonly numbers: readonly OwnedNumber[];
}

/** An account without such a number is answered with `{}`. @throws ApiError */
function pageOf(value: Json, url: URL): NumbersPage {
  const { numbers = [], count: given } = isObject(value) ? value : {};
  const count = toNumber(given);
  const isCount = given === undefined || (Number.isInteger(count) && Number(count) >= 0);
  if (!isObject(value) || !Array.isArray(numbers) || !isCount)
    throw notJson('GET', url, 200, 'JSON that is no list of numbers');
  return { count, numbers: (numbers as readonly Json[]).filter(isObject).map(ownedNumber) };
}

function ownedNumber(listed: JsonObject): OwnedNumber {
  const { country, msisdn, features, app_id: application } = listed;
  return {
    country: String(country),
    msisdn: String(msisdn),
    features: Array.isArray(features) ? (features as readonly Json[]).map(String) : [],
    applicationId:
      typeof application === 'string' && application !== '' ? application.toLowerCase() : undefined,
    listed,
  };
}
