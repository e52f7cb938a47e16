import { timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { SYNTHETIC_MARK_HEADER, syntheticMark } from '../../contracts/own-headers.ts';
import type { RawRequest } from '../raw-request.ts';

/**
 * Whether nobody but who may `lambda:InvokeFunction` can have sent an event. API Gateway writes `requestContext` itself,
 * always with the API's id, and nothing that a client sends gets into it (developer guide: "Input format of a Lambda
 * function for proxy integration").
 */
export const isDirect = ({ requestContext }: APIGatewayProxyEvent): boolean =>
  (requestContext as { readonly apiId?: string } | undefined)?.apiId === undefined;

/**
 * Whether a request whose signature holds carries the mark of its own token under the secret that signed it: a check of
 * ours, and no call. Compared in constant time.
 */
export function isMarked(request: RawRequest, token: string, secret: string): boolean {
  const [mark, ...more] = request.header(SYNTHETIC_MARK_HEADER);
  if (mark === undefined || more.length > 0) return false;
  const sent = Buffer.from(mark);
  const expected = Buffer.from(syntheticMark(token, secret));
  return sent.length === expected.length && timingSafeEqual(sent, expected);
}
