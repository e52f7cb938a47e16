/** Why a webhook was not served, and what to do, by the code that the functions answer with. */
const REFUSALS: Readonly<Record<string, readonly [why: string, fix: string]>> = {
  'authorization-missing': ['the request is not signed', 'npm run send signs'],
  'authorization-malformed': [
    'its Authorization header is not one "Bearer <token>"',
    'send "Authorization: Bearer <token>" once; npm run send does',
  ],
  'token-malformed': ['its token is no JSON Web Token', 'npm run send signs as Vonage does'],
  'algorithm-not-allowed': [
    'its token is not signed with HS256',
    'Vonage signs with HS256; npm run send does',
  ],
  'extension-unknown': ['its token demands an extension (crit) that is not known', 'leave "crit" out'],
  'signature-mismatch': [
    'its signature fits no secret that the region accepts',
    'sign with the secret that npm run local prints; npm run send does',
  ],
  'issuer-unknown': ['the iss of its token is not "Vonage"', 'set iss to "Vonage"'],
  'api-key-unknown': [
    'the api_key of its token is not the one of the settings',
    'use vonage.apiKey of settings.ts',
  ],
  'application-unknown': [
    'the application_id of its token is none of the settings',
    'use one of vonage.applicationIds of settings.ts',
  ],
  'issued-at-missing': ['its token has no numeric iat', 'set iat to the time in seconds since 1970'],
  'token-expired': ['its token is too old', 'sign anew: a token is good for some minutes'],
  'token-from-the-future': ['its token is from the future', 'sign anew, with a clock that is right'],
  'payload-hash-missing': [
    'it has a body, and its token no payload_hash',
    'put the SHA-256 of the body into payload_hash; npm run send does',
  ],
  'payload-hash-mismatch': [
    'its body is not the one that was signed',
    'sign exactly the bytes that are sent; npm run send does',
  ],
  'secret-not-configured': [
    'the region still holds the placeholder of the signature secret',
    'npm run rotate -- stage',
  ],
  'secrets-unavailable': [
    'the signature secret cannot be read',
    'is the secret store broken? npm run break says what is',
  ],
  'body-malformed': ['its body is not one JSON object in UTF-8', 'send a JSON object'],
  'journal-unavailable': [
    'the event was kept in no journal, so that Vonage sends it again',
    'is a journal broken? npm run break says what is',
  ],
  'application-failed': [
    'the application that callbacks go on to did not take the event, so that Vonage sends it again',
    'npm run local says what it did; is it running?',
  ],
  configuration: ['the function cannot read its settings', 'see the problem in its log line'],
};

/** `the request is not signed: npm run send signs`; undefined for a code of another kind. */
export function refusalInWords(code: unknown): string | undefined {
  if (typeof code !== 'string' || !Object.hasOwn(REFUSALS, code)) return undefined;
  const [why, fix] = REFUSALS[code] ?? [];
  return `${String(why)}. To fix this: ${String(fix)}.`;
}

/** Every code that has words. */
export const REFUSAL_CODES: readonly string[] = Object.keys(REFUSALS);
