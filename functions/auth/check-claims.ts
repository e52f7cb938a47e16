import type { RefusalCode } from './refusal.ts';

/** How old a token may be. Signed callbacks carry no `exp`: freshness is the application's job. */
export const MAX_AGE_S = 300;
/** How far the platform's clock may be ahead of ours. */
const MAX_FUTURE_S = 30;

/** Whose callbacks are accepted. */
export interface Recipient {
  readonly apiKey: string;
  readonly applicationIds: readonly string[];
}

type Claims = Readonly<Record<string, unknown>>;
/** Whether a claim is what the platform would say to us, just now. */
type Holds = (claims: Claims, recipient: Recipient, ageS: number) => boolean;

/** What must hold, in this order, by the code of the refusal where it does not. */
const CLAIMS = {
  'issuer-unknown': ({ iss }) => iss === 'Vonage',
  'api-key-unknown': ({ api_key: key }, { apiKey }) => key === apiKey,
  // Optional by the webhooks guide: absent is accepted, the account's secret has signed the rest.
  'application-unknown': ({ application_id: application }, { applicationIds }) =>
    application === undefined || applicationIds.includes(application as string),
  'issued-at-missing': ({ iat }) => Number.isFinite(iat),
  'token-expired': (_claims, _recipient, ageS) => ageS <= MAX_AGE_S,
  'token-from-the-future': (_claims, _recipient, ageS) => ageS >= -MAX_FUTURE_S,
} as const satisfies Partial<Record<RefusalCode, Holds>>;

const IN_ORDER = Object.entries(CLAIMS) as readonly (readonly [code: keyof typeof CLAIMS, holds: Holds])[];

/** Which claim is not what the platform would say to us, just now; undefined: none. Believes a token as it stands. */
export function checkClaims(claims: Claims, recipient: Recipient, nowMs: number): RefusalCode | undefined {
  const ageS = nowMs / 1000 - (claims['iat'] as number);
  return IN_ORDER.find(([, holds]) => !holds(claims, recipient, ageS))?.[0];
}
