import { REFUSAL_CODES } from '../auth/refusal.ts';
import { STATE_CODES } from '../flow/call-state.ts';

/** Every code that a webhook's log lines may have. A line without a code is of a request that was served as it should be. */
export const LOG_CODES = [
  ...REFUSAL_CODES,
  ...STATE_CODES,
  'secrets-unavailable',
  'configuration',
  'body-malformed',
  'internal',
  'step-unknown',
  'state-not-understood',
  'call-flow-too-slow',
  'call-flow-invalid-ncco',
  'call-flow-threw',
  'call-flow-too-many-steps',
  'call-flow-too-long',
  'application-failed',
  'journal-unavailable',
  'journal-lost',
  // Of /health alone.
  'answer-failed',
] as const;

export type LogCode = (typeof LOG_CODES)[number];

/** Fields of a log line. */
export type Details = Readonly<Record<string, unknown>> & { readonly code?: LogCode };
