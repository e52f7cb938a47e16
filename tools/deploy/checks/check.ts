import { describeProblem } from '../../describe-problem.ts';

/** What was looked at before anything is written. */
export interface Check {
  readonly state: 'ok' | 'warning' | 'failed';
  /** The region, or what else it is about. */
  readonly where: string;
  readonly about: string;
  readonly found: string;
  readonly whatToDo?: string;
}

/** A question that was not answered. */
export const unanswered = (where: string, about: string, error: unknown): Check => ({
  state: 'failed',
  where,
  about,
  found: describeProblem(error),
  whatToDo: wayOut(error, where),
});

const SIGNED_OUT =
  /CredentialsProviderError|ExpiredToken|InvalidClientTokenId|UnrecognizedClient|SignatureDoesNotMatch|InvalidSignature|TokenProviderError|Could not load credentials/;
const NOT_ALLOWED = /AccessDenied|UnauthorizedOperation|not authorized/;

function wayOut(error: unknown, region: string): string {
  const told = describeProblem(error);
  if (SIGNED_OUT.test(told)) return 'Sign in to the account (AWS_PROFILE, aws sso login), then again.';
  if (NOT_ALLOWED.test(told)) return 'Let whoever deploys do this too, then again.';
  return `Is this machine on the network, and the region enabled in the account? If the region is down: wait, or leave it as it is with --without ${region}.`;
}
