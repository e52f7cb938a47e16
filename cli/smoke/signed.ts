import { randomUUID } from 'node:crypto';
import { ANSWERED_BY_HEADER, syntheticHeaders } from '../../contracts/own-headers.ts';
import { lookUntil } from '../kit/look-until.ts';
import type { Answered, Request } from './ask.ts';
import type { Target } from './target.ts';

/** A number that Ofcom reserves for films and never assigns. */
export const UNASSIGNED_NUMBER = '447700900999';

/** A name may occur more than once. */
export type Query = readonly (readonly [name: string, value: string])[];

/** The query that Vonage sends to the fallback URL after an answer URL has failed; the call does not exist. */
export const FAILED_ANSWER: Query = [
  ['from', UNASSIGNED_NUMBER],
  ['to', UNASSIGNED_NUMBER],
  ['uuid', 'smoke'],
  ['conversation_uuid', 'smoke'],
  ['reason', 'Connection closed.'],
  ['original_request', JSON.stringify({ url: 'https://example.com/answer', type: 'answer' })],
];

/**
 * A signed GET, marked as synthetic: it is answered like a caller's request, but enters no journal and no metric. The payload
 * hash in its token covers the query as compact JSON; it is not verified, because a gateway may reorder the query.
 * @throws NotCheckedError if the signature secret or the settings cannot be read
 */
export async function signedGet(target: Target, url: string, query: Query): Promise<Request> {
  const pairs = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  const headers = await proofs(target, JSON.stringify(Object.fromEntries(query)));
  return { method: 'GET', url: `${url}?${pairs.join('&')}`, headers };
}

/** A signed POST, also marked as synthetic; the payload hash in its token covers the body's bytes. @throws NotCheckedError */
export const signedPost = async (target: Target, url: string, body: string): Promise<Request> => ({
  method: 'POST',
  url,
  headers: await proofs(target, body),
  body,
});

async function proofs(target: Target, payload: string): Promise<Readonly<Record<string, string>>> {
  const { apiKey, applicationIds } = await target.settings();
  const secret = await target.signatureSecret();
  const [applicationId = ''] = applicationIds;
  return syntheticHeaders(
    { apiKey, applicationId, id: randomUUID(), issuedAtMs: target.nowMs(), payload },
    secret,
  );
}

/** Whether the region's own function sent the answer: its header names the region. */
export const isOfRegion = ({ region }: Target, { headers }: Answered): boolean =>
  headers[ANSWERED_BY_HEADER] === region.Region;

/** A cold start may outlast the timeouts of the gateway or the distribution. */
export const COLD_START_LOOKS = { times: 4, everyMs: 250 } as const;

/** Tries again while the region does not answer: a cold start may outlast the timeouts of the gateway or the distribution. */
export const askUntilServed = (target: Target, request: () => Promise<Request>): Promise<Answered> =>
  lookUntil(
    async () => target.ask(await request()),
    (answer) => isOfRegion(target, answer),
    { ...COLD_START_LOOKS, pause: target.pause },
  );
