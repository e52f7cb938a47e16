import { createPublicKey, createVerify } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { checkNcco, errorsOf } from '../../ncco/check-ncco.ts';
import { isMembers } from '../applications-api/json-as-it-came.ts';
import type { Members } from '../applications-api/json-as-it-came.ts';

/** `POST /v1/calls` as a client sends it. */
export interface CallsRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface CallsResponse {
  readonly status: number;
  readonly body: Members;
}

export interface CallsApiOptions {
  readonly application: (id: string) => Members | undefined;
  /** Numbers of the account (E.164 digits) and the application that each is linked to. */
  readonly numbers: Readonly<Record<string, string>>;
  /** Places the call that the called number's application receives. */
  readonly place: (call: { readonly from: string; readonly to: string }) => {
    readonly uuid: string;
    readonly conversationUuid: string;
  };
  readonly nowMs?: () => number;
}

/** New calls a second (troubleshooting guide); the next one is answered with 429. */
const CALLS_PER_SECOND = 3;
/** How far the clock of a token may be off. */
const CLOCK_MS = 60_000;
const RANGES = { length_timer: [1, 86_400], ringing_timer: [1, 120] } as const;
const KNOWN = ['to', 'from', 'ncco', 'event_url', 'event_method', ...Object.keys(RANGES)];

/**
 * Creating a call (Voice API OpenAPI 1.10.0), as far as one's own number is called from one's own number with an NCCO in the
 * request: anything else gets 400. The caller's own leg is not simulated: it makes no events, and stays until the other
 * side ends the call.
 */
export function createCallsApi({ application, numbers, place, nowMs = Date.now }: CallsApiOptions) {
  let recentMs: readonly number[] = [];
  return ({ method, headers, body }: CallsRequest): CallsResponse => {
    if (method !== 'POST') return problem(405, 'Request method not allowed', `found ${method}`);
    const unauthorized = tokenProblem(headers.authorization, application, nowMs());
    if (unauthorized !== undefined) return problem(401, 'Unauthorized', unauthorized);
    if (!/^application\/json\b/.test(headers['content-type'] ?? ''))
      return problem(415, 'Unsupported Content-Type header', 'expected application/json');
    const call = readCall(body, numbers);
    if (typeof call === 'string') return problem(400, 'Bad Request', call);
    const now = nowMs();
    recentMs = recentMs.filter((at) => now - at < 1000);
    if (recentMs.length >= CALLS_PER_SECOND)
      return problem(429, 'Rate Limit Hit', `expected ${String(CALLS_PER_SECOND)} calls a second at most`);
    recentMs = [...recentMs, now];
    const { uuid, conversationUuid } = place(call);
    return {
      status: 201,
      body: { uuid, status: 'started', direction: 'outbound', conversation_uuid: conversationUuid },
    };
  };
}

const problem = (status: number, title: string, detail: string): CallsResponse => ({
  status,
  body: { title, detail },
});

/** A token of the application: RS256 with its private key; `application_id`, `iat`, `jti`, and `exp` if there is one. */
function tokenProblem(
  authorization: string | undefined,
  application: CallsApiOptions['application'],
  nowMs: number,
): string | undefined {
  const [head = '', payload = '', signature = ''] =
    /^Bearer ([\w-]+\.[\w-]+\.[\w-]+)$/.exec(authorization ?? '')?.[1]?.split('.') ?? [];
  const header = decoded(head);
  const claims = decoded(payload);
  if (header?.['alg'] !== 'RS256' || claims === undefined) return 'expected a token signed with RS256';
  const { application_id: id, iat, exp, jti } = claims;
  const keys = application(String(id))?.['keys'];
  const publicKey = isMembers(keys) ? keys['public_key'] : undefined;
  if (typeof publicKey !== 'string') return 'expected the token of an application with a public key';
  const verify = createVerify('RSA-SHA256').update(`${head}.${payload}`);
  if (!verify.verify(createPublicKey(publicKey), signature, 'base64url'))
    return "expected a token signed with the application's private key";
  const isNow = typeof iat === 'number' && Math.abs(iat * 1000 - nowMs) < CLOCK_MS;
  const isOver = exp !== undefined && !(typeof exp === 'number' && exp * 1000 > nowMs);
  if (!isNow || isOver || typeof jti !== 'string') return 'expected iat and exp around now, and a jti';
  return undefined;
}

function decoded(part: string): Members | undefined {
  const value = parse(Buffer.from(part, 'base64url').toString('utf8'));
  return isMembers(value) ? value : undefined;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The call, or what is wrong with it. */
function readCall(
  body: string,
  numbers: CallsApiOptions['numbers'],
): { readonly from: string; readonly to: string } | string {
  const value = parse(body);
  if (!isMembers(value)) return 'expected a JSON object';
  const unknown = Object.keys(value).find((key) => !KNOWN.includes(key));
  if (unknown !== undefined) return `expected the keys ${KNOWN.join(', ')}, found ${unknown}`;
  const { to, from, ncco, event_url: eventUrl } = value;
  const [called, ...others] = Array.isArray(to) ? (to as readonly unknown[]) : [];
  const toNumber = phoneOf(called);
  const fromNumber = phoneOf(from);
  if (toNumber === undefined || others.length > 0) return 'to: expected one phone endpoint';
  if (fromNumber === undefined || !Object.hasOwn(numbers, fromNumber))
    return 'from: expected a phone endpoint with a number of the account';
  if (!Object.hasOwn(numbers, toNumber)) return 'to: only numbers of the account are simulated';
  if (errorsOf(checkNcco(ncco)).length > 0) return 'ncco: expected a valid NCCO';
  const urls = eventUrl ?? [];
  if (!Array.isArray(urls) || urls.length > 1) return 'event_url: expected an array of one URL';
  for (const [name, [least, most]] of Object.entries(RANGES)) {
    const found = value[name];
    const fits = Number.isInteger(found) && Number(found) >= least && Number(found) <= most;
    if (found !== undefined && !fits) return `${name}: expected ${String(least)} to ${String(most)} s`;
  }
  return { from: fromNumber, to: toNumber };
}

function phoneOf(endpoint: unknown): string | undefined {
  if (!isMembers(endpoint) || endpoint['type'] !== 'phone') return undefined;
  const { number } = endpoint;
  return typeof number === 'string' && /^[1-9]\d{6,14}$/.test(number) ? number : undefined;
}
