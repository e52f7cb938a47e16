import { printable } from '../../kit/printable.ts';
import type { Io } from '../../kit/io.ts';
import { isObject, parseJson, printJson } from '../json/lossless-json.ts';
import type { Json, JsonObject } from '../json/lossless-json.ts';
import { noAnswer, notJson, refusal } from './api-error.ts';
import type { ApiError } from './api-error.ts';
import type { Credentials } from './credentials.ts';

/** From the first byte sent to the last byte read. */
const ANSWER_WITHIN_MS = 10_000;
const SHOWN = 300;

export interface ApiRequest {
  readonly method: 'GET' | 'PUT' | 'POST';
  readonly url: URL;
  /** Sent as JSON. */
  readonly body?: JsonObject;
  /** Sent as a form, instead. */
  readonly form?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export type ApiAnswer =
  | { readonly isOk: true; readonly value: Json | undefined }
  | { readonly isOk: false; readonly error: ApiError; readonly retryAfterMs: number | undefined };

/**
 * One request, one answer. The secret is in none of what it returns.
 * @throws where `signal` is aborted
 */
export async function sendRequest(
  { method, url, body, form, signal }: ApiRequest,
  { apiKey, apiSecret }: Credentials,
  { fetch, nowMs }: Pick<Io, 'fetch' | 'nowMs'>,
): Promise<ApiAnswer> {
  const basic = Buffer.from(`${apiKey}:${apiSecret}`).toString('base64');
  /** A proxy's page may show the request it was sent. */
  const shown = (text: string): string => {
    const one = printable(text.replaceAll(basic, '…').replaceAll(apiSecret, '…').replace(/\s+/g, ' ').trim());
    return one.length > SHOWN ? `${one.slice(0, SHOWN)}…` : one;
  };
  const failed = (error: ApiError, retryAfterMs?: number): ApiAnswer => ({
    isOk: false,
    error,
    retryAfterMs,
  });

  let status: number;
  let headers: Headers;
  let bytes: ArrayBuffer;
  try {
    const response = await fetch(url, {
      method,
      // A redirect would carry the write elsewhere.
      redirect: 'manual',
      headers: {
        authorization: `Basic ${basic}`,
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      // Names its own type.
      ...(form === undefined ? {} : { body: new URLSearchParams(form) }),
      ...(body === undefined ? {} : { body: printJson(body) }),
      signal: AbortSignal.any([AbortSignal.timeout(ANSWER_WITHIN_MS), ...(signal ? [signal] : [])]),
    });
    ({ status, headers } = response);
    bytes = await response.arrayBuffer();
  } catch (error) {
    signal?.throwIfAborted();
    return failed(noAnswer(method, url, error));
  }

  const value = decode(bytes);
  if (status < 200 || status > 299) {
    const detail = value === undefined ? new TextDecoder().decode(bytes) : detailOf(value);
    return failed(
      refusal({ method, url, status, detail: shown(detail), apiKey }),
      retryAfterMsOf(headers.get('retry-after'), nowMs()),
    );
  }
  if (value !== undefined || bytes.byteLength === 0) return { isOk: true, value };
  const type = headers.get('content-type') ?? 'no content type';
  return failed(notJson(method, url, status, `${type}: ${shown(new TextDecoder().decode(bytes))}`));
}

/** Undefined where it is no JSON in UTF-8. */
function decode(bytes: ArrayBuffer): Json | undefined {
  try {
    return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** `{type, title, detail, invalid_parameters: [{name, reason}]}`, or of the Numbers API its label, as one line. */
function detailOf(value: Json): string {
  if (!isObject(value)) return printJson(value);
  const { title, detail, invalid_parameters: parameters, 'error-code-label': label } = value;
  const named = (Array.isArray(parameters) ? (parameters as readonly Json[]) : []).map((each) =>
    isObject(each) ? `${text(each['name'])}: ${text(each['reason'])}` : printJson(each),
  );
  const parts = [text(title), text(detail), text(label), ...named].filter((part) => part !== '');
  return parts.length === 0 ? printJson(value) : parts.join('; ').replace(/\.$/, '');
}

const text = (value: Json | undefined): string =>
  value === undefined ? '' : typeof value === 'string' ? value : printJson(value);

/** Seconds, or a date. */
function retryAfterMsOf(header: string | null, nowMs: number): number | undefined {
  if (header === null) return undefined;
  if (/^\d+$/.test(header)) return Number(header) * 1000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}
