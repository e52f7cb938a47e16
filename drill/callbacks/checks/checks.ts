import type { Check, Instead } from './check.ts';

const inFile =
  (file: string) =>
  (name: string, of: string, instead: Instead): Check => ({ name, file, of, instead });

const rawRequest = inFile('functions/raw-request.ts');
const readToken = inFile('functions/auth/read-token.ts');
const authenticate = inFile('functions/auth/authenticate.ts');
const checkClaims = inFile('functions/auth/check-claims.ts');
const matchPayload = inFile('functions/auth/match-payload.ts');
const refuseUnverified = inFile('functions/webhook/refuse-unverified.ts');
const nestedFields = inFile('functions/nested-fields.ts');
const callState = inFile('functions/flow/call-state.ts');
const seal = inFile('functions/flow/seal.ts');
const nextOfFlow = inFile('functions/flow/next-of-flow.ts');
const signatureSecret = inFile('contracts/signature-secret.ts');

const yes: Instead = () => () => true;
const no: Instead = () => () => false;

/** A function that is called by what it stands in for. */
type Whole<Arguments extends readonly unknown[]> = (...args: Arguments) => unknown;
interface Statused {
  readonly refusalStatus: number;
}

/** Every check on the way from a request to a verified one. A new one belongs here, with a vector that needs it. */
export const CHECKS: readonly Check[] = [
  rawRequest('a header counts whatever the case of its name', 'inOneCase', () => (name: string) => name),
  rawRequest('all values of a header count', 'together', () => (_before: unknown, more: unknown) => more),
  rawRequest('a body in base64 is decoded', 'encodingOf', () => () => 'utf8'),

  readToken('there is an Authorization header', 'isThere', yes),
  readToken('it is the only one', 'isAlone', yes),
  readToken('its scheme is Bearer', 'isBearer', yes),
  readToken(
    'the scheme counts in any case',
    'tokenIn',
    (whole: Whole<[string]>) => (value: string) => (value.startsWith('Bearer ') ? whole(value) : undefined),
  ),
  readToken(
    'the token has three parts in the alphabet of base64url',
    'tokenIn',
    () => (value: string) => /^Bearer +(.+)$/i.exec(value)?.[1],
  ),
  readToken('it is not too long', 'isTooLong', no),
  readToken('it has one spelling', 'isCanonical', yes),
  readToken('header and claims can be read', 'isRead', yes),
  readToken('they are objects', 'isOfMembers', yes),
  readToken('they are not null', 'isNull', no),
  readToken('they are no arrays', 'isList', no),
  readToken('the algorithm is HS256', 'isHs256', yes),
  readToken('there is no crit', 'hasCrit', no),

  authenticate('some secret is configured', 'isConfigured', yes),
  authenticate(
    'the signature matches a live secret',
    'signerOf',
    () => (_token: unknown, secrets: readonly unknown[]) => secrets[0],
  ),
  authenticate(
    'every live secret counts',
    'signerOf',
    (whole: Whole<[unknown, readonly unknown[]]>) => (token: unknown, secrets: readonly unknown[]) =>
      whole(token, secrets.slice(0, 1)),
  ),

  checkClaims('the claims are right', 'checkClaims', () => () => undefined),
  checkClaims('the issuer is Vonage', 'CLAIMS.issuer-unknown', yes),
  checkClaims('the account is ours', 'CLAIMS.api-key-unknown', yes),
  checkClaims('the application is one of ours', 'CLAIMS.application-unknown', yes),
  checkClaims(
    'a token need not name an application',
    'CLAIMS.application-unknown',
    (whole: Whole<[object, unknown]>) => (claims: object, recipient: unknown) =>
      'application_id' in claims && whole(claims, recipient),
  ),
  checkClaims('iat is a number', 'CLAIMS.issued-at-missing', yes),
  checkClaims('the token is not too old', 'CLAIMS.token-expired', yes),
  checkClaims('the token is not of the future', 'CLAIMS.token-from-the-future', yes),
  checkClaims(
    'the age is allowed to the second',
    'CLAIMS.token-expired',
    (whole: Whole<[unknown, unknown, number]>) => (claims: unknown, recipient: unknown, ageS: number) =>
      whole(claims, recipient, ageS + 0.001),
  ),
  checkClaims(
    'a clock ahead is allowed to the second',
    'CLAIMS.token-from-the-future',
    (whole: Whole<[unknown, unknown, number]>) => (claims: unknown, recipient: unknown, ageS: number) =>
      whole(claims, recipient, ageS - 0.001),
  ),

  authenticate('a payload_hash is there', 'isMissing', no),
  authenticate('the payload_hash is right', 'isMismatch', no),
  matchPayload('a GET needs none', 'needsHash', yes),
  matchPayload(
    'nothing but a GET goes without',
    'needsHash',
    () => (request: { readonly method: string }) => request.method === 'POST',
  ),
  matchPayload('it is a text', 'isText', yes),
  matchPayload('it is not empty', 'isEmpty', no),
  matchPayload('the raw bytes are hashed', 'isOfBytes', no),
  matchPayload('or the compact JSON', 'isOfCompactJson', no),
  matchPayload('which must fit too', 'isOfCompactJson', () => (body: Buffer) => {
    try {
      return JSON.parse(body.toString('utf8')) !== undefined;
    } catch {
      return false;
    }
  }),
  matchPayload('where there is JSON', 'isJson', yes),
  matchPayload(
    'the whole hash counts, in any case',
    'isHashOf',
    (whole: Whole<[unknown, string]>) => (content: unknown, hash: string) =>
      hash === hash.toLowerCase() && whole(content, hash),
  ),

  authenticate('a signature is asked for', 'isKnownByAddress', yes),
  authenticate(
    'even where addresses are looked at as well',
    'isKnownByAddress',
    () => (mode: string) => mode !== 'signature',
  ),
  authenticate('but not where only they are', 'isKnownByAddress', no),
  authenticate('a token that cannot be read ends it', 'isToken', yes),
  authenticate('without secrets no sender is verified', 'areKnown', yes),
  authenticate('an unknown signature asks for fresh secrets', 'isOfUnknownSecret', no),
  authenticate('so does a new stack', 'isAtNewStack', no),
  authenticate(
    'nothing else does',
    'mayFreshSecretsFit',
    () => (verdict: { readonly ok: boolean }) => !verdict.ok,
  ),
  authenticate('nor does who names another account, application or time', 'isForUs', yes),
  authenticate('fresh secrets are tried', 'areFresh', no),

  refuseUnverified('a refusal ends it', 'refusal', () => () => undefined),
  refuseUnverified(
    'an unavailable secret store is not blamed on the sender',
    'STATUSES.secrets-unavailable',
    () => (route: Statused) => route.refusalStatus,
  ),
  refuseUnverified(
    'an unsigned delivery is asked for once more',
    'STATUSES.authorization-missing',
    () => (route: Statused) => route.refusalStatus,
  ),
  nestedFields('a body is an object', 'isFields', yes),

  callState('a state was sealed', 'isOpened', yes),
  seal('and not changed since', 'authenticatedEnd', () => () => Buffer.alloc(0)),
  callState(
    'with any live secret',
    'openedBy',
    (whole: Whole<[readonly unknown[], unknown]>) => (secrets: readonly unknown[], token: unknown) =>
      whole(secrets.slice(0, 1), token),
  ),
  callState('a state is of its call', 'isOfCall', yes),
  callState('whose conversation has no prefix', 'withoutPrefix', () => (id: string) => id),
  callState('in any case', 'inOneCase', () => (id: string) => id),
  callState('or of its caller', 'isSameLeg', no),
  callState('if the caller is known', 'isSameLeg', () => (state: string, event: string) => state === event),
  callState('a state ends', 'isInTime', yes),
  callState(
    'to the second',
    'isInTime',
    (whole: Whole<[unknown, unknown, number]>) => (state: unknown, minutes: unknown, nowMs: number) =>
      whole(state, minutes, nowMs + 1),
  ),
  nextOfFlow('a call has so many steps', 'isOverSteps', no),
  nextOfFlow(
    'and not one less',
    'isOverSteps',
    (whole: Whole<[number, unknown]>) => (number: number, most: unknown) => whole(number + 1, most),
  ),
  nextOfFlow('and so much time', 'isOverTime', no),
  nextOfFlow(
    'and not less',
    'isOverTime',
    (whole: Whole<[number, unknown]>) => (ageS: number, most: unknown) => whole(ageS + 0.001, most),
  ),
  nextOfFlow(
    'a step is one of the flow’s own',
    'hasStep',
    () => (steps: object, name: string) => name in steps,
  ),

  signatureSecret('the placeholder is no secret', 'isPlaceholder', no),
  signatureSecret('nothing is no secret', 'isEmpty', no),
];
