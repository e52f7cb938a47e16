import { createHmac } from 'node:crypto';
import { type CallbackClaims, signCallback } from './sign-callback.ts';

/** Header of a request that this project sends to itself, beside the signature. */
export const SYNTHETIC_MARK_HEADER = 'x-synthetic-check';
/** Header of the answer to such a request: the AWS region whose function answered. The static tier cannot know it. */
export const ANSWERED_BY_HEADER = 'x-answered-by';

const PURPOSE = 'vonage-voice-failover: a synthetic check, no call';

/**
 * The mark of one token: proof that its sender knows the secret, and means no call. Its key is our own, derived from
 * the signature secret, so that both regions know it and it is rotated along; bound to the token, so that it lasts no longer.
 * @returns 64 hex digits
 */
export const syntheticMark = (token: string, secret: string): string => {
  const key = createHmac('sha256', secret).update(PURPOSE).digest();
  return createHmac('sha256', key).update(token).digest('hex');
};

/** Headers of a request that is signed as Vonage's are, and says that it is no call. */
export function syntheticHeaders(
  claims: CallbackClaims,
  secret: string,
): Readonly<Record<'authorization' | typeof SYNTHETIC_MARK_HEADER, string>> {
  const token = signCallback(claims, secret);
  return { authorization: `Bearer ${token}`, [SYNTHETIC_MARK_HEADER]: syntheticMark(token, secret) };
}

/**
 * What the CloudFront distribution says of a request's source address: `inside`, or `outside <address>`. Its function
 * overwrites what a viewer sends under this name. It is for counting only: nothing is refused or served by it.
 */
export const VERDICT_HEADER = 'x-source-verdict';

/**
 * On a callback that was passed on to an application: the deployment's name. A deployment that gets one answers by itself, so that a
 * `forwardTo` that leads to itself goes round once.
 */
export const FORWARDED_HEADER = 'x-forwarded-callback';
