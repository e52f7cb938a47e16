import type { CHECK_RESULTS } from './metric-names.ts';

/** `own`: this region's answer URL. `other`: the other region's fallback URL, behind its CloudFront distribution. */
export const CHECK_TARGETS = ['own', 'other'] as const;

export type CheckTarget = (typeof CHECK_TARGETS)[number];
export type CheckResult = (typeof CHECK_RESULTS)[number];

export interface TargetReport {
  readonly result: CheckResult;
  /**
   * An operator must act. False for a static NCCO where the other region's IP allow list refuses AWS's own addresses, and for
   * a deployment without a record.
   */
  readonly needsAttention: boolean;
  /** Of the reply; null without a reply. */
  readonly status: number | null;
  /** The region named in the reply; null if the reply names none. */
  readonly answeredBy: string | null;
  /** From the request to the end of the reply. */
  readonly tookMs: number;
  /** For people; numbers are masked. */
  readonly detail: string;
}

/** What one run of a region's synthetic check found: what its function returns. */
export interface CheckReport {
  /** The region whose check this is. */
  readonly region: string;
  /** When it began, ms since 1970. */
  readonly atMs: number;
  /** The targets that were requested. */
  readonly targets: Readonly<Partial<Record<CheckTarget, TargetReport>>>;
}
