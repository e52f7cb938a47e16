import type { RefusalCode } from './refusal.ts';

/** The maximum age of a token. Signed callbacks carry no `exp`, so the application checks freshness. */
export const MAX_AGE_S = 300;
/** How far Vonage's clock may be ahead of ours. */
const MAX_FUTURE_S = 30;

/** The account and applications whose callbacks are accepted. */
export interface Recipient {
  readonly apiKey: string;
  readonly applicationIds: readonly string[];
}

type Claims = Readonly<Record<string, unknown>>;
/** Whether a claim is what Vonage would send to this account at this time. */
type Holds = (claims: Claims, recipient: Recipient, ageS: number) => boolean;

/** Conditions in the order of checking, by the refusal code of each. */
const CLAIMS = {
  'issuer-unknown': ({ iss }) => iss === 'Vonage',
  'api-key-unknown': ({ api_key: key }, { apiKey }) => key === apiKey,
  // Optional by the webhooks guide. A token without it is accepted, because the account's secret has signed it.
  'application-unknown': ({ application_id: application }, { applicationIds }) =>
    application === undefined || applicationIds.includes(application as string),
  'issued-at-missing': ({ iat }) => Number.isFinite(iat),
  'token-expired': (_claims, _recipient, ageS) => ageS <= MAX_AGE_S,
  'token-from-the-future': (_claims, _recipient, ageS) => ageS >= -MAX_FUTURE_S,
} as const satisfies Partial<Record<RefusalCode, Holds>>;

const IN_ORDER = Object.entries(CLAIMS) as readonly (readonly [code: keyof typeof CLAIMS, holds: Holds])[];

/** The refusal code of the first wrong claim; undefined if all are right. Does not verify the signature. */
export function checkClaims(claims: Claims, recipient: Recipient, nowMs: number): RefusalCode | undefined {
  const ageS = nowMs / 1000 - (claims['iat'] as number);
  return IN_ORDER.find(([, holds]) => !holds(claims, recipient, ageS))?.[0];
}
