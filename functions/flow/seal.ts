import { createCipheriv, createDecipheriv, createHmac, type DecipherGCM } from 'node:crypto';

const PURPOSE = 'vonage-voice-failover: the state of a call';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Text, encrypted and authenticated (AES-256-GCM) with a key that is derived from a signature secret, so that both
 * regions know it. The nonce is derived from the text: the same text gives the same token, in every region and at any time.
 * Equal tokens therefore show that two texts are equal; the text holds the call's id.
 * @returns base64url
 */
export function seal(text: string, secret: string): string {
  const nonce = keyed(secret, 'nonce').update(text).digest().subarray(0, NONCE_BYTES);
  const cipher = createCipheriv('aes-256-gcm', keyed(secret, 'key').digest(), nonce);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
}

/** The text of a token; undefined where it was not sealed with this secret, or was changed. */
export function unseal(token: string, secret: string): string | undefined {
  const bytes = Buffer.from(token, 'base64url');
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
  const decipher = createDecipheriv(
    'aes-256-gcm',
    keyed(secret, 'key').digest(),
    bytes.subarray(0, NONCE_BYTES),
  );
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([
      decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)),
      authenticatedEnd(decipher),
    ]).toString('utf8');
  } catch {
    return undefined;
  }
}

// A separate named function, because drill/callbacks/checks disables it. It throws unless the tag fits.
const authenticatedEnd = (decipher: DecipherGCM): Buffer => decipher.final();

/** A secret for each use, none of which is the signature secret itself. */
const keyed = (secret: string, use: 'key' | 'nonce') =>
  createHmac('sha256', createHmac('sha256', secret).update(`${PURPOSE}, ${use}`).digest());
