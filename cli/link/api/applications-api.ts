import type { Io } from '../../kit/io.ts';
import { printable } from '../../kit/printable.ts';
import { isObject, printJson } from '../json/lossless-json.ts';
import type { Json, JsonObject } from '../json/lossless-json.ts';
import { notJson, senseless } from './api-error.ts';
import { apiHosts } from './api-hosts.ts';
import { readCredentials } from './credentials.ts';
import { numbersApi } from './numbers-api.ts';
import type { NumbersApi } from './numbers-api.ts';
import { sendRequest } from './send-request.ts';
import type { ApiRequest } from './send-request.ts';

/**
 * The Applications API (`/v2/applications`), and the Numbers API. Raw JSON, and
 * numbers as they came: @vonage/applications renames keys on the way and would lose what it does not know.
 * Every method throws ApiError: what was expected, found, and what to do.
 */
export interface ApplicationsApi extends NumbersApi {
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
}

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
    ...numbersApi({
      host: hosts.numbers,
      apiKey: credentials.apiKey,
      read,
      send: (request) => sendRequest(request, credentials, io),
    }),
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
  };
}

const isOf = ({ id: found }: JsonObject, id: string): boolean =>
  typeof found === 'string' && found.toLowerCase() === id.toLowerCase();

/** No answer, too many requests, a server in trouble, or an answer that is not whole. */
const mayHeal = (status: number | undefined): boolean =>
  status === undefined || status === 429 || status >= 500 || status < 300;
