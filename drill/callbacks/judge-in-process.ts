import { systemClock } from '../../contracts/clock.ts';
import { parseSignatureSecret } from '../../contracts/signature-secret.ts';
import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import { buildRequest } from './build-request.ts';
import type { CallbackRequest } from './build-request.ts';
import { storedSecret } from './secrets.ts';
import type { CallbackVector, VectorContext } from './vector.ts';

/** The handler's judgement of a vector. */
export interface Judgement {
  readonly status: number;
  /** `accepted`, or the code in the answer. */
  readonly code: string;
  readonly secret?: unknown;
  readonly payload?: unknown;
}

type Handler = (event: never, context: never) => Promise<{ statusCode: number; body: string }>;

/** `createWebhook` of functions/webhook, passed by the caller, or a copy of it that lacks a check. */
export type CreateWebhook = (runtime: never, route: never) => Handler;

/** Parses a secret's text; a copy that lacks a check passes its own parser. */
export type ParseSecret = (text: string) => LiveSecrets;

/**
 * Passes a vector to a handler, without HTTP, with a stopped clock.
 * @throws the handler's error
 */
export async function judgeInProcess(
  vector: CallbackVector,
  context: VectorContext,
  createWebhook: CreateWebhook,
  parseSecret: ParseSecret = parseSignatureSecret,
): Promise<Judgement> {
  const lines: Readonly<Record<string, unknown>>[] = [];
  const ports = {
    settings: {
      applicationIds: [context.applicationId],
      apiKey: context.apiKey,
      source: { mode: vector.mode ?? 'signature', countOutside: [] },
      deadlinesMs: { answer: 10_000 },
      nearMissMs: { answer: 10_000 },
    },
    clock: { ...systemClock, nowMs: () => context.nowMs },
    log: (line: Readonly<Record<string, unknown>>) => void lines.push(line),
    secrets: secretsOf(vector, context.currentSecret, parseSecret),
  };
  const route = {
    name: 'answer',
    deadline: 'answer',
    refusalStatus: 401,
    unsignedStatus: 503,
    secretsUnavailableStatus: 502,
    answer: () => ({ statusCode: 200, body: '{"code":"accepted"}' }),
  };
  const handler = createWebhook({ configured: true, ports } as never, route as never);
  const event = proxyEvent(buildRequest(vector, context), vector.base64 === true);
  const { statusCode, body } = await handler(event as never, {} as never);
  const { code } = JSON.parse(body) as { code: string };
  const { secret, payload } = lines.at(-1) ?? {};
  return { status: statusCode, code, secret, payload };
}

function secretsOf({ secrets, fresh }: CallbackVector, current: string, parse: ParseSecret) {
  if (secrets === 'unavailable')
    return { live: () => Promise.reject(new Error('The store is unavailable.')) };
  const live = parse(storedSecret(current, secrets));
  return {
    live: () => Promise.resolve(live),
    refreshed: (): Promise<LiveSecrets> => {
      if (fresh === 'must-not-be-asked-for')
        throw new Error('Expected no second read of the secret store; found one.');
      return Promise.resolve(parse(storedSecret(current, fresh ?? secrets)));
    },
  };
}

/** The event of a REST API (payload v1): names as they were sent; of repeated headers the last value, and all of them. */
function proxyEvent({ method, headers, body, query }: CallbackRequest, base64: boolean): object {
  const lists: Record<string, string[]> = {};
  for (const [name, value] of headers) (lists[name] ??= []).push(value);
  const last = Object.fromEntries(Object.entries(lists).map(([name, values]) => [name, values.at(-1)]));
  const parameters = Object.fromEntries(new URLSearchParams(query));
  return {
    resource: '/answer',
    httpMethod: method,
    headers: last,
    multiValueHeaders: lists,
    queryStringParameters: query === '' ? null : parameters,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    requestContext: {
      apiId: 'abcde12345',
      domainName: 'api.example.com',
      stage: 'live',
      path: '/live/answer',
    },
    body: body.length === 0 ? null : body.toString(base64 ? 'base64' : 'utf8'),
    isBase64Encoded: base64,
  };
}
