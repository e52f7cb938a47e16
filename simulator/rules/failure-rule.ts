import type { Outcome } from '../../contracts/history.ts';
import type { Profile } from '../profile.ts';
import type { RuleName } from './rule-names.ts';

/** Why a request failed, in Vonage's words, and whether it is retried. */
export interface Failure {
  readonly rule: RuleName;
  readonly retried: boolean;
  /** `reason` of the fallback request: one of five (Nexmo/nexmo-developer PR #2491). */
  readonly reason: string;
}

type ErrorName = Extract<Outcome, { kind: 'error' }>['error'];

const ERRORS: Readonly<Record<ErrorName, readonly [rule: RuleName, reason: string]>> = {
  'connection-refused': ['refused-connection-is-retried', 'Connection closed.'],
  'connect-timeout': ['connect-timeout-is-retried', 'Socket timeout.'],
  'socket-timeout': ['socket-timeout-is-retried', 'Socket timeout.'],
  'connection-reset': ['reset-connection-is-retried', 'Connection reset.'],
  'connection-closed': ['closed-connection-is-retried', 'Connection closed.'],
  'tls-fault': ['tls-fault-goes-to-the-fallback', 'Connection closed.'],
  'invalid-url': ['invalid-url-goes-to-the-fallback', 'Connection closed.'],
  'malformed-http': ['malformed-http-goes-to-the-fallback', 'Connection closed.'],
};

const STATUSES: Readonly<Record<number, RuleName>> = {
  429: '429-is-retried',
  503: '503-is-retried',
  504: '504-is-retried',
};

const accepted = (status: number): boolean => status >= 200 && status <= 205;

/** The rule that an outcome breaks; undefined for an accepted response. */
export function failureRule(profile: Profile, outcome: Outcome): Failure | undefined {
  if (outcome.kind === 'error') {
    const [rule, reason] = ERRORS[outcome.error];
    return { rule, reason, retried: profile.retriedErrors.some((cause) => cause === outcome.error) };
  }
  const { status } = outcome;
  if (accepted(status)) return undefined;
  const redirect = status >= 300 && status < 400;
  const otherwise: RuleName = redirect
    ? 'redirect-is-an-invalid-response-code'
    : 'error-status-goes-to-the-fallback';
  const retried = profile.retriedStatuses.includes(status);
  return {
    rule: (retried ? STATUSES[status] : undefined) ?? otherwise,
    retried,
    reason: 'Invalid response code.',
  };
}
