import { APPLICATION_FAILURES } from '../../contracts/metric-names.ts';
import type { ApplicationFailure } from '../../contracts/metric-names.ts';
import type { FunctionLine } from './function-line.ts';

/** Before the function's own words for it. */
const WHAT: Readonly<Record<ApplicationFailure, string>> = {
  unreachable: 'was not reached',
  tls: 'has no TLS connection that can be trusted',
  timeout: 'was too late',
  closed: 'closed the connection before a whole response',
  status: 'did not succeed',
  invalid: 'gave no NCCO that Vonage would take',
};

const HINTS: readonly (readonly [matches: RegExp, hint: string])[] = [
  [
    /ENOTFOUND|ENETUNREACH/,
    'Call flows reach nothing outside this machine, unless the local system was started with --app "COMMAND" or --allow-network.',
  ],
  [
    /^status 40[13]$/,
    'If it verifies signatures: its secret is in the environment variable VONAGE_SIGNATURE_SECRET.',
  ],
  [/^status 3\d\d/, 'Redirects are not followed: name the URL itself in forwardTo.'],
  [/^status 404$/, 'Its paths stand in forwardTo (answer, event).'],
  [
    /^no whole response within/,
    "timeouts: 'guarded' in settings.ts gives it a second; where that is set, your server must answer sooner.",
  ],
];

/** Why the application that callbacks go on to was of no use; undefined where it was, or none was asked. */
export function applicationTrouble({
  application,
  applicationProblem = '',
}: Pick<FunctionLine, 'application' | 'applicationProblem'>):
  { readonly headline: string; readonly details: readonly string[] } | undefined {
  const failure = APPLICATION_FAILURES.find((each) => each === application);
  if (failure === undefined) return undefined;
  const hint = HINTS.find(([matches]) => matches.test(applicationProblem));
  return {
    headline: `the application ${WHAT[failure]}: ${applicationProblem}`,
    details: hint === undefined ? [] : [hint[1]],
  };
}
