import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Ports } from '../ports.ts';
import { authenticate } from '../auth/authenticate.ts';
import type { SecretsUnavailable } from '../auth/authenticate.ts';
import type { Invocation, RouteRules } from './invocation.ts';
import { readRawRequest } from '../raw-request.ts';
import type { RefusalCode } from '../auth/refusal.ts';
import { respondCode } from './respond.ts';
import type { SourceOutside } from '../auth/source-outside.ts';

type Code = RefusalCode | SecretsUnavailable['code'];

/**
 * Who may pass is decided in functions/auth/authenticate.ts. This logs and counts the verdict, and returns a response only
 * for a request that is refused.
 */
export async function refuseUnverified(
  event: APIGatewayProxyEvent,
  invocation: Invocation,
  ports: Ports,
  route: RouteRules,
  sourceOutside: SourceOutside,
): Promise<APIGatewayProxyResult | undefined> {
  const request = readRawRequest(event);
  const verdict = await authenticate(request, ports, invocation.deadline);
  countOutside(sourceOutside(event, request), verdict.ok, invocation, route);
  if (!verdict.ok) {
    const { code } = verdict;
    const status = refusalStatusOf(code, route);
    invocation.details['code'] = code;
    countRefusal(code, status, 'isGenuine' in verdict, invocation);
    return refusal(status, code);
  }
  const { secret, payload, isMarked } = verdict;
  invocation.request = request;
  invocation.isSynthetic ||= isMarked;
  Object.assign(invocation.details, { secret, payload });
  invocation.counts.push({ name: 'CallbackAccepted', dimensions: { secret } });
  return undefined;
}

function countRefusal(code: Code, status: number, isGenuine: boolean, { counts }: Invocation): void {
  counts.push({ name: 'CallbackRefused', dimensions: { code } }, { name: 'Refusal', dimensions: {} });
  if (isGenuine) counts.push({ name: 'GenuineRefusal', dimensions: {} });
  if (code === 'authorization-missing' && status === 503) counts.push({ name: 'Unsigned', dimensions: {} });
}

/** Counts what an IP allow list would refuse, before one is enabled: a signed request here shows that a range is missing. */
function countOutside(
  address: string | undefined,
  isSigned: boolean,
  { details, counts }: Invocation,
  { name }: RouteRules,
): void {
  if (address === undefined) return;
  details['outsideRanges'] = address;
  const signature = isSigned ? 'valid' : 'invalid';
  counts.push({ name: 'SourceOutsideRanges', dimensions: { route: name, signature } });
}

// Separate named functions, because drill/callbacks/checks disables one at a time.
const refusal = (status: number, code: Code): APIGatewayProxyResult => respondCode(status, code);

/** Codes whose status is not the route's `refusalStatus`. */
const STATUSES: Partial<Record<Code, (route: RouteRules) => number>> = {
  'secrets-unavailable': (route) => route.secretsUnavailableStatus,
  'authorization-missing': (route) => route.unsignedStatus,
};

const refusalStatusOf = (code: Code, route: RouteRules): number =>
  STATUSES[code]?.(route) ?? route.refusalStatus;
