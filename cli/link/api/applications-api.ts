import type { Io } from '../../kit/io.ts';
import { printable } from '../../kit/printable.ts';
import { isObject, printJson, toNumber } from '../json/lossless-json.ts';
import type { Json, JsonObject } from '../json/lossless-json.ts';
import { notJson, senseless } from './api-error.ts';
import { apiHosts } from './api-hosts.ts';
import { readCredentials } from './credentials.ts';
import { sendRequest } from './send-request.ts';
import type { ApiRequest } from './send-request.ts';

/** A number of the account, as the Numbers API tells it. */
export interface OwnedNumber {
  readonly country: string;
  readonly msisdn: string;
  readonly features: readonly string[];
}

/**
 * The Applications API (`/v2/applications`) and of the Numbers API what is linked to an application. Raw JSON, and
 * numbers as they came: @vonage/applications renames keys on the way and would lose what it does not know.
 * Every method throws ApiError: what was expected, found, and what to do.
 */
export interface ApplicationsApi {
  /** `https://api.nexmo.com`, or its stand-in. */
  readonly host: string;
  readonly apiKey: string;
  /** As the API holds it, `_links` and all; no other application. Tried three times where that may help. */
  readonly readApplication: (id: string, signal?: AbortSignal) => Promise<JsonObject>;
  /**
   * Replaces the application, once: whether a write that failed was made is for the caller to find out. Resolves with
   * the application that the API says it wrote, or undefined where it says nothing of this one.
   */
  readonly writeApplication: (id: string, application: JsonObject) => Promise<JsonObject | undefined>;
  /** Numbers whose calls go to the application, of all pages. */
  readonly listNumbers: (applicationId: string, signal?: AbortSignal) => Promise<readonly OwnedNumber[]>;
}

/** The most that the Numbers API lists at once. */
const PAGE_SIZE = 100;
const TRIES = 3;
const PAUSE_MS = 1_000;
/** A pause that the API asks for is kept up to here; beyond it, say so instead. */
const LONGEST_PAUSE_MS = 30_000;

/** Reads the credentials and opens the API; asks it nothing yet. @throws CommandError */
export async function openApplicationsApi(
  io: Io,
  { credentialsFile }: { readonly credentialsFile: string | undefined },
): Promise<ApplicationsApi> {
  const hosts = apiHosts(io.env);
  const credentials = await readCredentials(io, credentialsFile);

  const read = async (url: URL, signal: AbortSignal | undefined, triesLeft = TRIES): Promise<Json> => {
    const request: ApiRequest = { method: 'GET', url, ...(signal ? { signal } : {}) };
    const answer = await sendRequest(request, credentials, io);
    if (answer.isOk && answer.value !== undefined) return answer.value;
    const { error, retryAfterMs = PAUSE_MS } = answer.isOk
      ? { error: notJson('GET', url, 200, 'nothing') }
      : answer;
    if (triesLeft === 1 || !mayHeal(error.status) || retryAfterMs > LONGEST_PAUSE_MS) throw error;
    io.stderr(`No whole answer yet from ${url.host} (${String(error.status ?? 'network')}), trying again.`);
    await io.pause(retryAfterMs, signal);
    signal?.throwIfAborted();
    return read(url, signal, triesLeft - 1);
  };

  const applicationUrl = (id: string): URL => new URL(`/v2/applications/${id}`, hosts.applications);

  return {
    host: hosts.applications,
    apiKey: credentials.apiKey,
    async readApplication(id, signal) {
      const url = applicationUrl(id);
      const value = await read(url, signal);
      // Without its name it could not be written back: the one key that a write must have.
      if (!isObject(value) || typeof value['name'] !== 'string')
        throw notJson('GET', url, 200, 'JSON that is no application');
      if (isOf(value, id)) return value;
      throw senseless(
        'GET',
        url,
        `the application ${id}`,
        `the id ${printable(printJson(value['id'] ?? null))}`,
      );
    },
    async writeApplication(id, application) {
      const request: ApiRequest = { method: 'PUT', url: applicationUrl(id), body: application };
      const answer = await sendRequest(request, credentials, io);
      if (!answer.isOk) throw answer.error;
      return isObject(answer.value) && isOf(answer.value, id) ? answer.value : undefined;
    },
    async listNumbers(applicationId, signal) {
      const url = new URL('/account/numbers', hosts.numbers);
      url.searchParams.set('application_id', applicationId);
      url.searchParams.set('size', String(PAGE_SIZE));
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
    },
  };
}

const isOf = ({ id: found }: JsonObject, id: string): boolean =>
  typeof found === 'string' && found.toLowerCase() === id.toLowerCase();

interface NumbersPage {
  /** Of all pages; undefined where the API does not say. */
  readonly count: number | undefined;
  readonly numbers: readonly OwnedNumber[];
}

/** An account without such a number is answered with `{}`. @throws ApiError */
function pageOf(value: Json, url: URL): NumbersPage {
  const { numbers = [], count: told } = isObject(value) ? value : {};
  const count = toNumber(told);
  const isCount = told === undefined || (Number.isInteger(count) && Number(count) >= 0);
  if (!isObject(value) || !Array.isArray(numbers) || !isCount)
    throw notJson('GET', url, 200, 'JSON that is no list of numbers');
  return { count, numbers: (numbers as readonly Json[]).filter(isObject).map(ownedNumber) };
}

const ownedNumber = ({ country, msisdn, features }: JsonObject): OwnedNumber => ({
  country: String(country),
  msisdn: String(msisdn),
  features: Array.isArray(features) ? (features as readonly Json[]).map(String) : [],
});

/** No answer, too many requests, a server in trouble, or an answer that is not whole. */
const mayHeal = (status: number | undefined): boolean =>
  status === undefined || status === 429 || status >= 500 || status < 300;
