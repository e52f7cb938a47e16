import { createHmac, randomUUID, sign as signWithKey } from 'node:crypto';
import { jsonText } from './json-text.ts';
import { rsaPrivateKey, secretValue } from './secrets.ts';
import type { CallbackVector, Encoding, VectorContext } from './vector.ts';

/** A vector's token. It shares no code with whoever verifies it, nor with the platform that signs genuine ones. */
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

/** Only a number of bytes that 3 does not divide leaves something to pad, or bits that decode to nothing. */
const spaced = (json: string, encoding: Encoding | undefined): string =>
  (encoding === 'padded' || encoding === 'loose-bits') && Buffer.byteLength(json) % 3 === 0
    ? `${json} `
    : json;

/** @throws where the wrong spelling would be the right one */
function encodePart(bytes: Buffer, encoding: Encoding | undefined): string {
  const canonical = bytes.toString('base64url');
  if (encoding === undefined) return canonical;
  const written = {
    padded: bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
    base64: bytes.toString('base64').replace(/=+$/, ''),
    'loose-bits': canonical.slice(0, -1) + looseCharacter(canonical.at(-1) ?? ''),
  }[encoding];
  if (written === canonical)
    throw new Error(`"${canonical}" looks the same as ${encoding}: change the part.`);
  return written;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** The last bit of a last character says nothing. */
const looseCharacter = (last: string): string => ALPHABET.charAt(ALPHABET.indexOf(last) | 1);
