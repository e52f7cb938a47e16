import type { Check } from './check.ts';

const inFile =
  (file: string) =>
  (name: string, find: string, replace = ''): Check => ({ name, file, find, replace });

const rawRequest = inFile('edge/raw-request.ts');
const readToken = inFile('edge/read-token.ts');
const verifySource = inFile('edge/verify-source.ts');
const matchPayload = inFile('edge/match-payload.ts');
const authenticate = inFile('edge/authenticate.ts');
const refuseStrangers = inFile('edge/refuse-strangers.ts');
const parseFields = inFile('edge/parse-fields.ts');
const signatureSecret = inFile('core/signature-secret.ts');

/** Every check on the way from a request to a verified one. A new one belongs here, with a vector that needs it. */
export const CHECKS: readonly Check[] = [
  rawRequest('a header counts whatever the case of its name', 'name.toLowerCase();', 'name;'),
  rawRequest('all values of a header count', '[...(collected.get(key) ?? []), ...values]', '[...values]'),
  rawRequest('a body in base64 is decoded', "event.isBase64Encoded ? 'base64' : 'utf8'", "'utf8'"),

  readToken(
    'there is an Authorization header',
    "if (values.length === 0) return refuse('authorization-missing');",
  ),
  readToken('it is the only one', 'values.length > 1 || '),
  readToken('its scheme is Bearer', ' || !/^Bearer /i.test(value)'),
  readToken('the scheme counts in any case', '+)$/i', '+)$/'),
  readToken(
    'the token has three parts in the alphabet of base64url',
    '([\\w-]+\\.[\\w-]+\\.[\\w-]+)$',
    '(.+)$',
  ),
  readToken('it is not too long', ' || text.length > MAX_TOKEN_CHARACTERS'),
  readToken('it has one spelling', "if (!parts.every(isCanonical)) return refuse('token-malformed');"),
  readToken(
    'header and claims can be read',
    "if (header === undefined || claims === undefined) return refuse('token-malformed');",
  ),
  readToken('they are objects', "typeof value === 'object' && "),
  readToken('they are not null', 'value !== null && '),
  readToken('they are no arrays', ' && !Array.isArray(value)'),
  readToken(
    'the algorithm is HS256',
    "if (header['alg'] !== 'HS256') return refuse('algorithm-not-allowed');",
  ),
  readToken('there is no crit', "'crit' in header ?", 'false ?'),

  verifySource(
    'some secret is configured',
    "if (trust.secrets.length === 0) return refuse('secret-not-configured');",
  ),
  verifySource(
    'the signature matches a live secret',
    'trust.secrets.find((live) => isSignedWith(token.text, live))',
    'trust.secrets[0]',
  ),
  verifySource('every live secret counts', 'trust.secrets.find(', 'trust.secrets.slice(0, 1).find('),
  verifySource('the claims are right', 'if (wrongClaim !== undefined) return refuse(wrongClaim);'),
  verifySource('the issuer is Vonage', "if (iss !== 'Vonage') return 'issuer-unknown';"),
  verifySource('the account is ours', "if (key !== apiKey) return 'api-key-unknown';"),
  verifySource('the application is one of ours', '!applicationIds.includes(application as string)', 'false'),
  verifySource('a token need not name an application', 'application !== undefined && '),
  verifySource('iat is a number', "if (!Number.isFinite(iat)) return 'issued-at-missing';"),
  verifySource('the token is not too old', "if (ageS > MAX_AGE_S) return 'token-expired';"),
  verifySource('the token is not of the future', 'ageS < -MAX_FUTURE_S ?', 'false ?'),
  verifySource('the age is allowed to the second', 'ageS > MAX_AGE_S', 'ageS >= MAX_AGE_S'),
  verifySource('a clock ahead is allowed to the second', 'ageS < -MAX_FUTURE_S', 'ageS <= -MAX_FUTURE_S'),
  verifySource(
    'a payload_hash is there',
    "if (payload === 'missing') return refuse('payload-hash-missing');",
  ),
  verifySource(
    'the payload_hash is right',
    "if (payload === 'mismatch') return refuse('payload-hash-mismatch');",
  ),

  matchPayload('a GET needs none', "if (request.method === 'GET') return 'unverifiable';"),
  matchPayload('nothing but a GET goes without', "request.method === 'GET'", "request.method !== 'POST'"),
  matchPayload('it is a text', "typeof payloadHash !== 'string' || "),
  matchPayload('it is not empty', " || payloadHash === ''"),
  matchPayload('the raw bytes are hashed', "if (isHashOf(request.body, payloadHash)) return 'raw';"),
  matchPayload('or the compact JSON', ' && isHashOf(compact, payloadHash)', ' && false'),
  matchPayload('which must fit too', ' && isHashOf(compact, payloadHash)'),
  matchPayload('where there is JSON', 'compact !== undefined && '),
  matchPayload('the whole hash counts, in any case', 'payloadHash.toLowerCase()', 'payloadHash'),

  authenticate('a signature is asked for', "settings.source.mode === 'ip'", 'true'),
  authenticate(
    'even where addresses are looked at as well',
    "settings.source.mode === 'ip'",
    "settings.source.mode !== 'signature'",
  ),
  authenticate('but not where only they are', "if (settings.source.mode === 'ip') return KNOWN_BY_ADDRESS;"),
  authenticate('a token that cannot be read ends it', 'if (!token.ok) return token;'),
  authenticate(
    'without secrets nobody is verified',
    "if (known?.inTime !== true) return { ok: false, code: 'secrets-unavailable' };",
  ),
  authenticate('an unknown signature asks for fresh secrets', "verdict.code !== 'signature-mismatch' && "),
  authenticate('so does a new stack', " && verdict.code !== 'secret-not-configured'"),
  authenticate(
    'nothing else does',
    "verdict.ok || (verdict.code !== 'signature-mismatch' && verdict.code !== 'secret-not-configured')",
    'verdict.ok',
  ),
  authenticate(
    'nor does who names another account, application or time',
    'if (checkClaims(token.claims, settings, clock.nowMs()) !== undefined) return verdict;',
  ),
  authenticate('fresh secrets are tried', '? verify(fresh.value)', '? verdict'),

  refuseStrangers('a refusal ends it', 'return respondCode(status, code);', 'return undefined;'),
  refuseStrangers(
    'a store that is away is no fault of the sender',
    'return route.secretsUnavailableStatus;',
    'return route.refusalStatus;',
  ),
  refuseStrangers(
    'an unsigned delivery is asked for once more',
    'return route.unsignedStatus;',
    'return route.refusalStatus;',
  ),
  parseFields('a body is an object', 'if (!isFields(value))', 'if (false)'),

  signatureSecret('the placeholder is no secret', ' || secret === NOT_CONFIGURED'),
  signatureSecret('nothing is no secret', " || secret === ''"),
];
