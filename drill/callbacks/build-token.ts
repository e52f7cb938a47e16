import { createHmac, randomUUID, sign as signWithKey } from 'node:crypto';
import { jsonText } from './json-text.ts';
import { rsaPrivateKey, secretValue } from './secrets.ts';
import type { CallbackVector, Encoding, VectorContext } from './vector.ts';

/** A vector's token. It shares no code with the verifier, nor with the simulator that signs genuine ones. */
export function buildToken(vector: CallbackVector, body: string, context: VectorContext): string {
  const { encode = {}, token = 'HEADER.CLAIMS.SIGNATURE' } = vector;
  const header = jsonText({ alg: 'HS256', typ: 'JWT' }, vector.header, { body, context });
  const genuine = {
    iat: { secondsFromNow: 0 },
    jti: randomUUID(),
    iss: 'Vonage',
    payload_hash: { sha256: 'BODY' },
    api_key: { the: 'apiKey' },
    application_id: { the: 'applicationId' },
  };
  const claims = jsonText(genuine, vector.claims, { body, context });
  const parts = {
    HEADER: encodePart(Buffer.from(spaced(header, encode.header)), encode.header),
    CLAIMS: encodePart(Buffer.from(spaced(claims, encode.claims)), encode.claims),
  };
  const signature = signatureOf(vector, fill(vector.sign?.over ?? 'HEADER.CLAIMS', parts), context);
  return fill(token, { ...parts, SIGNATURE: encodePart(signature, encode.signature) });
}

const fill = (template: string, parts: Readonly<Record<string, string>>): string =>
  template.replace(/HEADER|CLAIMS|SIGNATURE/g, (name) => parts[name] ?? name);

function signatureOf(
  { sign: { secret = 'current', algorithm = 'HS256' } = {} }: CallbackVector,
  content: string,
  { currentSecret }: VectorContext,
): Buffer {
  const hmac = (digest: string): Buffer =>
    createHmac(digest, secretValue(secret, currentSecret)).update(content).digest();
  switch (algorithm) {
    case 'HS256':
      return hmac('sha256');
    case 'HS512':
      return hmac('sha512');
    case 'RS256':
      return signWithKey('sha256', Buffer.from(content), rsaPrivateKey());
    case 'none':
      return Buffer.alloc(0);
  }
}

/** Adds a space if 3 divides the number of bytes: base64 then has no padding and no unused bits to change. */
const spaced = (json: string, encoding: Encoding | undefined): string =>
  (encoding === 'padded' || encoding === 'loose-bits') && Buffer.byteLength(json) % 3 === 0
    ? `${json} `
    : json;

/** @throws if the wrong encoding equals the right one */
function encodePart(bytes: Buffer, encoding: Encoding | undefined): string {
  const canonical = bytes.toString('base64url');
  if (encoding === undefined) return canonical;
  const written = {
    padded: bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
    base64: bytes.toString('base64').replace(/=+$/, ''),
    'loose-bits': canonical.slice(0, -1) + looseCharacter(canonical.at(-1) ?? ''),
  }[encoding];
  if (written === canonical)
    throw new Error(
      `Expected that "${canonical}" differs in the encoding ${encoding}; found it equal. Change this part of the vector.`,
    );
  return written;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Sets the unused last bit of the last character. */
const looseCharacter = (last: string): string => ALPHABET.charAt(ALPHABET.indexOf(last) | 1);
