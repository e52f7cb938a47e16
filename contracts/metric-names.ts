import type { Rung } from './rung.ts';
import type { SecretName } from './signature-secret.ts';

/**
 * What the functions count, and by what: the contract with the alarms, the dashboards and the cost of them. Few names, few
 * values: each combination is a metric that is paid for. The namespace is the deployment's name; a metric is one region's.
 */
export const METRICS = {
  /** A call was given its first NCCO; `tier`: `primary` by the answer URL, `secondary` by the fallback URL. */
  CallAnswered: ['tier'],
  /** The platform came to `/fallback`; `reason`: why, one of {@link FALLBACK_REASONS}. */
  FallbackUsed: ['reason'],
  /** A rung of the ladder was offered; `rung`: which one, or `unknown`: nobody could tell, and the last resort was. */
  RungOffered: ['rung'],
  /** A callback's signature held; `secret`: which one. */
  CallbackAccepted: ['secret'],
  /** A callback was refused; `code`: why (edge/refusal.ts), or `secrets-unavailable`. */
  CallbackRefused: ['code'],
  /** The same, all codes together. */
  Refusal: [],
  /** Refused for its signature, by a token that knows our account and application: most likely Vonage, and our secret is wrong. */
  GenuineRefusal: [],
  /** A request without any signature was answered 503, so that it is sent again. Anybody can cause it. */
  Unsigned: [],
  /** From outside the ranges, while counting. */
  SourceOutsideRanges: ['route', 'signature'],
  /** An event's way into the journal; `outcome`: one of {@link JOURNAL_OUTCOMES}. */
  JournalWrite: ['outcome'],
  /** A call flow took longer than its deadline. */
  DeadlineCut: ['route'],
  /** A verified request took so long, a cold start included, that it was nearly too late (infra/function-settings.ts). */
  NearMiss: ['route'],
  /** A call flow threw, or returned an invalid NCCO, and the last resort took its place; `why`: `threw` or `invalid`. */
  NccoReplaced: ['why'],
  /** What a synthetic check found; `target`: `own` or `other`; `result`: one of {@link CHECK_RESULTS}. */
  SyntheticCheck: ['target', 'result'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type MetricName = keyof typeof METRICS;

/**
 * What a dimension may say, wherever it occurs. Of the others, `route` is the route's name, and `code` one of a closed set
 * that edge knows.
 */
export interface DimensionValues {
  readonly tier: 'primary' | 'secondary';
  readonly reason: FallbackReason;
  readonly rung: Rung | 'unknown';
  /** `none`: no signature was asked for. */
  readonly secret: SecretName | 'none';
  readonly signature: 'valid' | 'invalid';
  readonly outcome: JournalOutcome;
  readonly why: 'threw' | 'invalid';
  readonly target: 'own' | 'other';
  readonly result: (typeof CHECK_RESULTS)[number];
}

/** `reason` of a fallback, from the platform's own words (fact sheet 3); `other`: any words that are not known. */
export const FALLBACK_REASONS = [
  'connection-closed',
  'connection-reset',
  'socket-timeout',
  'invalid-ncco',
  'invalid-response-code',
  'other',
] as const;

export type FallbackReason = (typeof FALLBACK_REASONS)[number];

/** In this region's journal, in the other's, there already (a duplicate), or in none. */
export const JOURNAL_OUTCOMES = ['own', 'other', 'duplicate', 'lost'] as const;

export type JournalOutcome = (typeof JOURNAL_OUTCOMES)[number];

/**
 * `ok`: a valid NCCO of the call flow, by the region that was asked. `static`: a valid one, but the static tier's.
 * `failed`: anything else, also the last resort.
 * `not-configured`: the secret is the placeholder still. `unknown-target`: no deployment record names the other region.
 */
export const CHECK_RESULTS = ['ok', 'static', 'failed', 'not-configured', 'unknown-target'] as const;
