import { timingSafeEqual } from 'node:crypto';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { SYNTHETIC_MARK_HEADER, syntheticMark } from '../../contracts/own-headers.ts';
import type { RawRequest } from '../raw-request.ts';

/**
 * Whether the event was sent by a caller with `lambda:InvokeFunction`, and not through API Gateway. API Gateway always writes
 * `requestContext` with the API's id, and clients cannot change it (developer guide: "Input format of a Lambda function for
 * proxy integration").
 */
export const isDirect = ({ requestContext }: APIGatewayProxyEvent): boolean =>
  (requestContext as { readonly apiId?: string } | undefined)?.apiId === undefined;

/**
 * Whether a verified request carries the mark of our own checks: a value derived from its token and the secret that signed
 * it. Compared in constant time.
 */
export function isMarked(request: RawRequest, token: string, secret: string): boolean {
  const [mark, ...more] = request.header(SYNTHETIC_MARK_HEADER);
  if (mark === undefined || more.length > 0) return false;
  const sent = Buffer.from(mark);
  const expected = Buffer.from(syntheticMark(token, secret));
  return sent.length === expected.length && timingSafeEqual(sent, expected);
}
