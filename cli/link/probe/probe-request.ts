import { randomUUID } from 'node:crypto';
import { FORWARDED_HEADER } from '../../../contracts/own-headers.ts';
import { PROBE_ID } from '../../../contracts/journal/journal-key.ts';
import { ownSettings } from '../../../contracts/settings/own-settings.ts';
import type { VoiceTimeouts } from '../../../contracts/outputs.ts';
import type { HttpRequest } from '../../kit/send-http.ts';
import { signCallback } from '../../../contracts/sign-callback.ts';

/** With whose secret, and for which application. */
export interface ProbeSigner {
  readonly apiKey: string;
  readonly applicationId: string;
  readonly signatureSecret: string;
}

/** A number that Ofcom reserves for drama: no caller has it. */
export const UNASSIGNED_NUMBER = '447700900999';

export interface ProbedWebhook {
  readonly webhook: keyof VoiceTimeouts;
  readonly address: string;
  readonly http_method: 'GET' | 'POST';
}

/** The request of a webhook; signed where a signer is given. The answer and the fallback's are journaled nowhere. */
export const probeRequest = (
  { webhook, address, http_method: method }: ProbedWebhook,
  signer: ProbeSigner | undefined,
  nowMs: number,
): HttpRequest =>
  keptHere(callbackRequest({ address, method, fields: FIELDS[webhook](address, nowMs) }, signer, nowMs));

/** Marked so that a deployment answers by itself: what is no call goes on to no application (`forwardTo`). */
export const keptHere = (request: HttpRequest): HttpRequest => ({
  ...request,
  headers: { ...request.headers, [FORWARDED_HEADER]: 'link' },
});

/** A request of these fields as Vonage writes them: a POST's JSON, a GET's query. */
export function callbackRequest(
  { address, method, fields }: { address: string; method: 'GET' | 'POST'; fields: Fields },
  signer: ProbeSigner | undefined,
  nowMs: number,
): HttpRequest {
  const url = new URL(address);
  if (method === 'GET')
    for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, text(value));
  return requestOf(url, method === 'POST' ? JSON.stringify(fields) : undefined, signer, nowMs);
}

/** A POST of this body; a GET of this URL's query where there is none. */
export function requestOf(
  url: URL,
  body: string | undefined,
  signer: ProbeSigner | undefined,
  nowMs: number,
): HttpRequest {
  const token =
    signer && tokenOf(signer, body ?? JSON.stringify(Object.fromEntries(url.searchParams)), nowMs);
  return {
    method: body === undefined ? 'GET' : 'POST',
    url,
    headers: {
      accept: '*/*',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    },
    ...(body === undefined ? {} : { body }),
  };
}

const tokenOf = ({ signatureSecret, ...account }: ProbeSigner, payload: string, issuedAtMs: number): string =>
  signCallback({ ...account, id: randomUUID(), issuedAtMs, payload }, signatureSecret);

/** Nested values in a query are JSON text, as in captures of Vonage's requests. */
const text = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

export type Fields = Readonly<Record<string, unknown>>;

const call = (): Fields => ({
  from: UNASSIGNED_NUMBER,
  to: ownSettings().callerNumber,
  endpoint_type: 'phone',
  uuid: PROBE_ID,
  conversation_uuid: PROBE_ID,
  region_url: 'https://api-eu-3.vonage.com',
});

const FIELDS: Readonly<Record<keyof VoiceTimeouts, (address: string, nowMs: number) => Fields>> = {
  answer_url: call,
  event_url: (_address, nowMs) => ({
    from: UNASSIGNED_NUMBER,
    to: ownSettings().callerNumber,
    uuid: PROBE_ID,
    conversation_uuid: PROBE_ID,
    status: 'link_probe',
    direction: 'inbound',
    timestamp: `${new Date(nowMs).toISOString().slice(0, 'yyyy-mm-dd'.length)}T00:00:00.000Z`,
  }),
  fallback_answer_url: (address) => ({
    ...call(),
    reason: 'Connection closed.',
    original_request: { url: address, type: 'answer' },
  }),
};
