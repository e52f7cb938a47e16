import { createHash } from 'node:crypto';
import { verifySignature } from '@vonage/jwt';
import { isRecord, parsed } from './seen.ts';
import type { Signature } from './seen.ts';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Tells tokens apart without holding one. */
export const tokenIdOf = (authorization: string | undefined): string | undefined =>
  authorization === undefined ? undefined : sha256(authorization).slice(0, 16);

/**
 * How a callback is signed (DOC24 getting-started/concepts/webhooks; SUP 19033783342876 for the hash of a GET).
 * @param secret undefined: the signature is not checked
 */
export function checkSignature(
  authorization: string | undefined,
  { query, body }: { readonly query: string; readonly body: string },
  secret: string | undefined,
): Signature {
  const token = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
  if (token === undefined) return { isThere: false, isValid: undefined, hashOf: 'not there' };
  const claims = parsed(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
  const hash = isRecord(claims) ? claims['payload_hash'] : undefined;
  return {
    isThere: true,
    isValid: secret === undefined ? undefined : isSignedWith(token, secret),
    hashOf: hash === undefined ? 'not there' : hashedIn(hash, query, body),
  };
}

function hashedIn(hash: unknown, query: string, body: string): Signature['hashOf'] {
  if (body !== '' && hash === sha256(body)) return 'body';
  const pairs = Object.fromEntries(new URLSearchParams(query));
  return hash === sha256(JSON.stringify(pairs)) ? 'query' : 'something else';
}

function isSignedWith(token: string, secret: string): boolean {
  try {
    return verifySignature(token, secret);
  } catch {
    return false;
  }
}
