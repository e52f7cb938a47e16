import { describeProblem } from './describe-problem.ts';

/** Why AWS, or an endpoint in its place, has not done what it was asked. */
export interface AwsProblem {
  readonly kind:
    | 'no-credentials'
    | 'expired'
    | 'wrong-credentials'
    | 'wrong-clock'
    | 'access-denied'
    | 'throttled'
    | 'unreachable'
    | 'in-trouble'
    | 'other';
  /** For people: what was found, with the error in the SDK's own words. */
  readonly found: string;
  /** What to do about it: a sentence. */
  readonly fix: string;
}

/** What was asked. */
export interface Asked {
  readonly region: string;
  /** Where everything is sent instead of to AWS. */
  readonly endpoint?: string | undefined;
  /** The endpoint stands in an outputs file, and not in AWS_ENDPOINT_URL. */
  readonly isLocalSystem?: boolean;
}

/** Whether the region could not be asked at all: what it holds is as it was. */
export const isRegionDown = ({ kind }: AwsProblem): boolean =>
  kind === 'unreachable' || kind === 'in-trouble';

/** Whether no region can be asked before the operator has signed in. */
const isAboutCredentials = ({ kind }: AwsProblem): boolean =>
  kind === 'no-credentials' || kind === 'expired' || kind === 'wrong-credentials' || kind === 'wrong-clock';

/** Error codes and messages of the SDK, of AWS (Common Errors) and of Node. The first pattern that fits decides. */
const KINDS: readonly (readonly [AwsProblem['kind'], RegExp])[] = [
  [
    'expired',
    /ExpiredToken|RequestExpired|TokenRefreshRequired|TokenProviderError|SSO session.*(?:expired|invalid)|Token is expired/i,
  ],
  [
    'no-credentials',
    /CredentialsProviderError|Could not (?:load|resolve) credentials|MissingAuthenticationToken/,
  ],
  ['wrong-clock', /RequestTimeTooSkewed|Signature (?:expired|not yet current)/],
  [
    'wrong-credentials',
    /InvalidClientTokenId|UnrecognizedClient|InvalidAccessKeyId|SignatureDoesNotMatch|InvalidSignature|IncompleteSignature|AuthFailure|OptInRequired/,
  ],
  ['access-denied', /AccessDenied|UnauthorizedOperation|NotAuthorized|not authorized/i],
  ['throttled', /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|Rate exceeded/i],
  [
    'unreachable',
    /TimeoutError|ETIMEDOUT|ECONNREFUSED|ECONNRESET|EPIPE|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENOTFOUND|EAI_AGAIN|socket hang up|fetch failed|NetworkingError/,
  ],
  ['in-trouble', /InternalFailure|InternalError|InternalServiceError|ServiceUnavailable|ServerError/],
];

/** Tells apart what has gone wrong, in one place for every command that asks AWS. */
export function awsProblem(error: unknown, asked: Asked): AwsProblem {
  const kind = kindOf(error);
  return { kind, found: `${FOUND[kind](asked)} (${describeProblem(error)})`, fix: FIXES[kind](asked) };
}

/** The same on one line; an error that is nothing of AWS's stays in its own words. */
export function describeAwsProblem(error: unknown, asked: Asked): string {
  const { kind, found, fix } = awsProblem(error, asked);
  return kind === 'other' ? describeProblem(error) : `${found}. ${fix}`;
}

/** Where no region can be asked: what every region has in common is said once. */
export function noRegion(
  expected: string,
  problems: readonly (AwsProblem & { readonly region: string })[],
): string {
  const [first, ...others] = problems;
  if (first !== undefined && isAboutCredentials(first) && others.every(({ kind }) => kind === first.kind))
    return `Expected AWS credentials that every region accepts, found ${first.found}. ${first.fix}`;
  return [
    `Expected ${expected}, found none:`,
    ...problems.map(({ region, found, fix }) => `  ${region}: ${found}. ${fix}`),
  ].join('\n');
}

function kindOf(error: unknown): AwsProblem['kind'] {
  const { code, cause, $metadata } = (error ?? {}) as {
    readonly code?: string;
    readonly cause?: unknown;
    readonly $metadata?: { readonly httpStatusCode?: number };
  };
  const { code: deeper = '', message = '' } = (cause ?? {}) as { code?: string; message?: string };
  const text = [describeProblem(error), code ?? '', deeper, message].join(' ');
  const [named] = KINDS.find(([, pattern]) => pattern.test(text)) ?? [];
  if (named !== undefined) return named;
  const status = $metadata?.httpStatusCode ?? 0;
  if (status === 403) return 'access-denied';
  if (status === 429) return 'throttled';
  return status >= 500 ? 'in-trouble' : 'other';
}

type Words = Readonly<Record<AwsProblem['kind'], (asked: Asked) => string>>;

const nameOf = ({ region, endpoint }: Asked): string =>
  endpoint === undefined ? `AWS in ${region}` : `${endpoint} for ${region}`;

const FOUND: Words = {
  'no-credentials': () => 'no AWS credentials',
  expired: () => 'AWS credentials that have expired',
  'wrong-credentials': (asked) => `credentials that ${nameOf(asked)} does not accept`,
  'wrong-clock': (asked) => `a clock that differs from the clock of ${nameOf(asked)}`,
  'access-denied': (asked) => `a refusal by ${nameOf(asked)}: these credentials lack a permission`,
  throttled: (asked) => `too many requests for ${nameOf(asked)}`,
  unreachable: (asked) => `no answer from ${nameOf(asked)}`,
  'in-trouble': (asked) => `an internal error of ${nameOf(asked)}`,
  other: (asked) => `an unexpected answer from ${nameOf(asked)}`,
};

const SIGN_IN = 'Sign in (aws sso login, or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)';

const FIXES: Words = {
  'no-credentials': ({ endpoint }) =>
    endpoint === undefined
      ? `${SIGN_IN}, then try again.`
      : 'Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to what the endpoint takes (an emulator takes any), then try again.',
  expired: () => 'Sign in again (aws sso login, or new temporary credentials), then try again.',
  'wrong-credentials': ({ region, endpoint }) =>
    endpoint === undefined
      ? `Check which credentials are used (aws sts get-caller-identity), or enable ${region} in the account if it is an opt-in region (docs/regions.md), then try again.`
      : 'Set the credentials that the endpoint of AWS_ENDPOINT_URL takes, then try again.',
  'wrong-clock': () => "Set this machine's clock, then try again.",
  'access-denied': () =>
    'Use credentials with the permission, or grant it (docs/decisions/024-deploy.md lists the actions), then try again.',
  throttled: () => 'Wait a minute, then try again.',
  unreachable: ({ region, endpoint, isLocalSystem }) =>
    endpoint === undefined
      ? `Check this machine's internet connection; if it works, ${region} is down.`
      : isLocalSystem === true
        ? `Start the local system of this outputs file again (npm run local), or name another file with --outputs FILE.`
        : `Start what AWS_ENDPOINT_URL names (${endpoint}), or unset the variable to reach AWS itself.`,
  'in-trouble': ({ region, endpoint }) =>
    endpoint === undefined
      ? `Look at the AWS Health Dashboard for ${region}, and try again later.`
      : 'Look at the log of what AWS_ENDPOINT_URL names, then try again.',
  other: () => 'Look at the message in parentheses.',
};
