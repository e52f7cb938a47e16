import { CommandError } from '../../kit/command-error.ts';

/** An answer of the API that is not the one wanted, or none at all. */
export class ApiError extends CommandError {
  /** HTTP status; undefined where no answer came. */
  readonly status: number | undefined;

  constructor(message: string, status: number | undefined) {
    super(message);
    this.status = status;
  }
}

export interface Refusal {
  readonly method: string;
  readonly url: URL;
  readonly status: number;
  /** In the API's own words, or what came instead of them. */
  readonly detail: string;
  readonly apiKey: string;
}

/** Says what was expected, what was found, and what to do. */
export function refusal({ method, url, status, detail, apiKey }: Refusal): ApiError {
  const said = `${String(status)}${detail === '' ? '' : `, ${detail}`}`;
  return new ApiError(`${expectedOf(method, url, apiKey, status)}, found ${said}. ${wayOut(status)}`, status);
}

function expectedOf(method: string, url: URL, apiKey: string, status: number): string {
  if (status === 401 || status === 403)
    return `Expected ${url.host} to accept the API key ${apiKey} and its secret`;
  if (status === 404)
    return `Expected ${url.pathname} at ${url.host} in the account of the API key ${apiKey}`;
  return `Expected ${url.host} to answer ${method} ${url.pathname} with 200`;
}

function wayOut(status: number): string {
  if (status === 400) return 'Nothing was written. Fix the named value, then try again.';
  if (status === 401 || status === 403)
    return "The secret may be revoked, or another account's: look it up under API settings in the Vonage dashboard.";
  if (status === 404)
    return 'Name the right application with --application ID or in settings.ts, or use the key of its account.';
  if (status === 420)
    return 'The number was not updated. Vonage asks its moHttpUrl, if it has one, and wants 200: check that it answers. Check that number and application are of this account.';
  if (status === 429) return 'Too many requests: wait a minute, then try again.';
  if (status >= 500) return 'This is an error of the API: try again later.';
  if (status >= 300 && status < 400) return 'Check that VONAGE_API_HOST names the API itself.';
  return 'This version of the command does not know this answer.';
}

/** No answer: refused, reset, unknown host, or too late. */
export function noAnswer(method: string, url: URL, error: unknown): ApiError {
  return new ApiError(
    `Expected ${url.host} to answer ${method} ${url.pathname}, found no answer (${reasonOf(error)}). Is this machine on the network${url.host.endsWith('nexmo.com') ? '' : ', and VONAGE_API_HOST right'}?`,
    undefined,
  );
}

/** `fetch failed` says nothing; its cause has the code. */
function reasonOf(error: unknown): string {
  const { name, message, cause } = error as Partial<Error>;
  if (name === 'TimeoutError') return 'timed out';
  const { code, message: causeMessage } = (cause ?? {}) as Partial<NodeJS.ErrnoException>;
  return code ?? causeMessage ?? message ?? String(error);
}

/** An answer of 200 with something else in it: a proxy's page, half a body. */
export function notJson(method: string, url: URL, status: number, found: string): ApiError {
  return new ApiError(
    `Expected ${url.host} to answer ${method} ${url.pathname} with JSON, found ${found}. Is there a proxy or a login page in between, or is VONAGE_API_HOST another server?`,
    status,
  );
}

/** An answer that contradicts the question, or itself: another application, another number of numbers. */
export function senseless(method: string, url: URL, expected: string, found: string): ApiError {
  return new ApiError(
    `Expected ${url.host} to answer ${method} ${url.pathname} with ${expected}, found ${found}. Is there a cache in between, or is VONAGE_API_HOST another server? Try again.`,
    200,
  );
}
