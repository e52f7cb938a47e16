import type { CHECK_RESULTS } from './metric-names.ts';

/** `own`: this region's answer URL. `other`: the other region's fallback URL, behind its front. */
export const CHECK_TARGETS = ['own', 'other'] as const;

export type CheckTarget = (typeof CHECK_TARGETS)[number];
export type CheckResult = (typeof CHECK_RESULTS)[number];

export interface TargetReport {
  readonly result: CheckResult;
  /**
   * Somebody has to look. Not for a static NCCO where the other region's gate is closed to AWS's own addresses, and not for
   * a deployment without a record.
   */
  readonly needsAttention: boolean;
  /** Of the reply; null: there was none. */
  readonly status: number | null;
  /** Region that says it answered; null: nobody says so. */
  readonly answeredBy: string | null;
  /** From the request to the end of the reply. */
  readonly tookMs: number;
  /** For people; numbers are masked. */
  readonly detail: string;
}

/** What one run of a region's synthetic check found: what its function returns. */
export interface CheckReport {
  /** That asked. */
  readonly region: string;
  /** When it began, ms since 1970. */
  readonly atMs: number;
  /** Those that were asked for. */
  readonly targets: Readonly<Partial<Record<CheckTarget, TargetReport>>>;
}
