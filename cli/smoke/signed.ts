import { randomUUID } from 'node:crypto';
import { ANSWERED_BY_HEADER, syntheticHeaders } from '../../contracts/own-headers.ts';
import { lookUntil } from '../kit/look-until.ts';
import type { Answered, Request } from './ask.ts';
import type { Target } from './target.ts';

/** One of the numbers that are kept free for films (Ofcom). */
export const UNASSIGNED_NUMBER = '447700900999';

/** Names may come more than once. */
export type Query = readonly (readonly [name: string, value: string])[];

/** As Vonage asks for the NCCO of a call after an answer URL has failed; there is no such call. */
export const FAILED_ANSWER: Query = [
  ['from', UNASSIGNED_NUMBER],
  ['to', UNASSIGNED_NUMBER],
  ['uuid', 'smoke'],
  ['conversation_uuid', 'smoke'],
  ['reason', 'Connection closed.'],
  ['original_request', JSON.stringify({ url: 'https://example.com/answer', type: 'answer' })],
];

/**
 * A signed GET with a mark of ours: it is answered like a call's, and no journal or metric has it. The hash in its token is
 * of the query as compact JSON, which no gateway keeps in order: it is not verified.
 * @throws NotCheckedError where nothing can be signed
 */
export async function signedGet(target: Target, url: string, query: Query): Promise<Request> {
  const pairs = query.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`);
  const headers = await proofs(target, JSON.stringify(Object.fromEntries(query)));
  return { method: 'GET', url: `${url}?${pairs.join('&')}`, headers };
}

/** The same of a POST, whose bytes the token vouches for. @throws NotCheckedError */
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

/** The region's function has answered, and says so. */
export const isOfRegion = ({ region }: Target, { headers }: Answered): boolean =>
  headers[ANSWERED_BY_HEADER] === region.Region;

/** A cold start may take longer than gateway or distribution wait. */
export const COLD_START_LOOKS = { times: 4, everyMs: 250 } as const;

/** Asks again while the region does not answer. */
export const askUntilServed = (target: Target, request: () => Promise<Request>): Promise<Answered> =>
  lookUntil(
    async () => target.ask(await request()),
    (answer) => isOfRegion(target, answer),
    { ...COLD_START_LOOKS, pause: target.pause },
  );
