import type { Rung } from './rung.ts';
import type { SecretName } from './signature-secret.ts';

/**
 * The functions' metrics and their dimensions: the contract with alarms, dashboards and the cost report. Names and values are
 * few, because AWS bills each combination. The namespace is the deployment's name; each region has its own metrics.
 */
export const METRICS = {
  /** A call was given its first NCCO; `tier`: `primary` by the answer URL, `secondary` by the fallback URL. */
  CallAnswered: ['tier'],
  /** Vonage requested `/fallback`; `reason`: why, one of {@link FALLBACK_REASONS}. */
  FallbackUsed: ['reason'],
  /** A rung of the ladder was served; `rung`: which one, or `unknown`, where the last resort was served instead. */
  RungOffered: ['rung'],
  /** A callback's signature was valid; `secret`: which secret signed it. */
  CallbackAccepted: ['secret'],
  /** A callback was refused; `code`: why (functions/auth/refusal.ts), or `secrets-unavailable`. */
  CallbackRefused: ['code'],
  /** The same, all codes together. */
  Refusal: [],
  /** The signature was wrong, but account and application were right: most likely Vonage sent it and our secret is wrong. */
  GenuineRefusal: [],
  /** A request without a signature was answered 503, so that Vonage sends it again. Any sender can cause this. */
  Unsigned: [],
  /** A request came from outside the ranges, while they are only counted. */
  SourceOutsideRanges: ['route', 'signature'],
  /** An event was written to the journal, or lost; `outcome`: one of {@link JOURNAL_OUTCOMES}. */
  JournalWrite: ['outcome'],
  /** A call flow took longer than its deadline. */
  DeadlineCut: ['route'],
  /** A verified request, including its cold start, came close to the timeout (infra/function-settings.ts). */
  NearMiss: ['route'],
  /**
   * Something else was served than the call flow meant; `why`: it `threw`, its NCCO was `invalid`, the call's state could not
   * be read (`lost`), or the application of `forwardTo` failed where a caller waited (`application`).
   */
  NccoReplaced: ['why'],
  /** A look-up of the call flow gave its default; `cause`: it was `late`, or it `failed`. */
  LookUpDefault: ['cause'],
  /** The application of `forwardTo` gave no answer that could be used; `failure`: one of {@link APPLICATION_FAILURES}. */
  ApplicationFailed: ['failure'],
  /** Result of a synthetic check; `target`: `own` or `other`; `result`: one of {@link CHECK_RESULTS}. */
  SyntheticCheck: ['target', 'result'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type MetricName = keyof typeof METRICS;

/**
 * The allowed values of dimensions. Of the other dimensions, `route` is the route's name, and `code` is one of the codes in
 * functions/auth.
 */
export interface DimensionValues {
  readonly tier: 'primary' | 'secondary';
  readonly reason: FallbackReason;
  readonly rung: Rung | 'unknown';
  /** `none`: no signature was required. */
  readonly secret: SecretName | 'none';
  readonly signature: 'valid' | 'invalid';
  readonly outcome: JournalOutcome;
  readonly why: 'threw' | 'invalid' | 'lost' | 'application';
  readonly cause: 'late' | 'failed';
  readonly failure: ApplicationFailure;
  readonly target: 'own' | 'other';
  readonly result: (typeof CHECK_RESULTS)[number];
}

/**
 * Why an application gave no answer that could be used. `unreachable`: no public address, or refused. `closed`: the connection, before a
 * whole response. `status`: not 200 to 205. `invalid`: no NCCO where one was due, or one that Vonage would refuse.
 */
export const APPLICATION_FAILURES = ['unreachable', 'tls', 'timeout', 'closed', 'status', 'invalid'] as const;

export type ApplicationFailure = (typeof APPLICATION_FAILURES)[number];

/** `reason` of a fallback, from Vonage's text (fact sheet 3); `other`: any other text. */
export const FALLBACK_REASONS = [
  'connection-closed',
  'connection-reset',
  'socket-timeout',
  'invalid-ncco',
  'invalid-response-code',
  'other',
] as const;

export type FallbackReason = (typeof FALLBACK_REASONS)[number];

/** Written to this region's journal, to the other's, already present (a duplicate), or in neither. */
export const JOURNAL_OUTCOMES = ['own', 'other', 'duplicate', 'lost'] as const;

export type JournalOutcome = (typeof JOURNAL_OUTCOMES)[number];

/**
 * `ok`: a valid NCCO of the call flow, from the region that was checked. `static`: a valid one, but from the static tier.
 * `failed`: anything else, including the last resort.
 * `not-configured`: the secret is still the placeholder. `unknown-target`: no deployment record names the other region.
 */
export const CHECK_RESULTS = ['ok', 'static', 'failed', 'not-configured', 'unknown-target'] as const;
