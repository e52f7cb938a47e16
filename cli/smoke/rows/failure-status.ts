import type { Fault } from '../faults/faults.ts';
import { differs, ok } from '../finding.ts';
import type { FaultRow } from '../row.ts';
import { describeAnswer } from '../static-ncco.ts';

const failureStatus = ({
  name,
  during,
  what,
  statuses,
  change,
}: Pick<FaultRow, 'name' | 'change'> & {
  readonly during: Fault;
  readonly what: string;
  readonly statuses: readonly number[];
}): FaultRow => ({
  name,
  during,
  assumed: `the gateway answers ${statuses.join(' or ')} for a function that ${what}`,
  reliedOnIn:
    'infra/gateway-responses.ts: Vonage retries after 429, 503 and 504, and a retry does not help while the function fails; the distribution has no error page for 429',
  expected: `${statuses.join(' or ')}, after which Vonage tries the fallback URL at once`,
  change,
  check: (_target, seen) => {
    const found = describeAnswer(seen);
    return Promise.resolve(statuses.includes(seen.status) ? ok(found) : differs(found));
  },
});

export const timeoutStatus = failureStatus({
  name: 'timeout-status',
  during: 'hang',
  what: 'hangs',
  statuses: [502],
  change: 'infra/gateway-responses.ts: INTEGRATION_TIMEOUT, or the response type that answered instead',
});

export const crashStatus = failureStatus({
  name: 'crash-status',
  during: 'crash',
  what: 'crashes',
  statuses: [502],
  change: 'infra/gateway-responses.ts: the type that has answered; DEFAULT_5XX if none has a name',
});

export const throttleStatus = failureStatus({
  name: 'throttle-status',
  during: 'throttle',
  what: 'is throttled',
  // AWS documents neither; the distribution has a page for both, and Vonage retries after neither.
  statuses: [500, 502],
  change: 'infra/gateway-responses.ts: the type that has answered; DEFAULT_5XX if none has a name',
});
