import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import { ANSWERED_BY_HEADER } from '../../contracts/own-headers.ts';
import { OWN_STEPS_MS } from '../../contracts/settings/timeouts.ts';
import type { Count, Ports } from '../ports.ts';
import type { CalledNumber } from './called-number.ts';
import type { ColdStart } from './cold-start.ts';
import { startDeadline } from '../deadline.ts';
import type { Deadline } from '../deadline.ts';
import type { RawRequest } from '../raw-request.ts';
import type { Route } from './route.ts';
import { isDirect } from '../auth/synthetic.ts';

/** A route without its `answer`, which alone depends on the type of the ports. */
export type RouteRules = Omit<Route, 'answer'>;

/** The state of one invocation, from its start to its log line. */
export interface Invocation {
  /** API Gateway's id of the request, which the client gets as `x-amzn-RequestId`; undefined if there was none. */
  readonly requestId: string | undefined;
  readonly startedAtMs: number;
  readonly coldStart: ColdStart | undefined;
  readonly deadline: Deadline;
  /** Fields of the log line. */
  readonly details: Record<string, unknown>;
  /** Increments of the metrics. */
  readonly counts: Count[];
  /** Our own check, not a call: it is answered like a call, but changes no metric and no journal. */
  isSynthetic: boolean;
  /** Set once the source is verified. */
  request?: RawRequest;
  /** Set once the request is read, where the settings' table has the number. */
  called?: CalledNumber | undefined;
}

export function beginInvocation(
  event: APIGatewayProxyEvent,
  { settings, clock }: Ports,
  route: RouteRules,
  coldStartAt: (nowMs: number) => ColdStart | undefined,
): Invocation {
  const startedAtMs = clock.nowMs();
  const coldStart = coldStartAt(startedAtMs);
  const waitedMs = coldStart === undefined ? 0 : waitedForStartMs(event, coldStart, startedAtMs);
  const usedUpMs = waitedMs - settings.coldStartFitsMs;
  return {
    requestId: requestIdOf(event),
    startedAtMs,
    coldStart,
    deadline: startDeadline(deadlineMs(settings.deadlinesMs[route.deadline], usedUpMs), clock),
    details: {},
    counts: [],
    isSynthetic: isDirect(event),
  };
}

/**
 * How long the request has waited for its environment: not longer than since API Gateway got it, because an environment may have
 * been started for another one (`requestTimeEpoch`: API Gateway Developer Guide, "Input format of a Lambda function for proxy integration").
 */
function waitedForStartMs(
  { requestContext }: APIGatewayProxyEvent,
  { sinceMs }: ColdStart,
  startedAtMs: number,
): number {
  // A direct invocation has no request context.
  const context = requestContext as Partial<APIGatewayProxyEvent['requestContext']> | undefined;
  return startedAtMs - Math.max(sinceMs, context?.requestTimeEpoch ?? sinceMs);
}

/** The gateway's timeout runs from the request on: what a cold start has used up of it is missing at the end, but for the own steps. */
const deadlineMs = (wholeMs: number, usedUpMs: number): number =>
  Math.max(Math.min(OWN_STEPS_MS, wholeMs), wholeMs - Math.max(0, usedUpMs));

/** A direct invocation has no request context. */
export const requestIdOf = ({ requestContext }: APIGatewayProxyEvent): string | undefined =>
  (requestContext as APIGatewayProxyEvent['requestContext'] | undefined)?.requestId;

/** Writes the log line, and names the answering region in the response to a synthetic check. */
export function endInvocation(
  invocation: Invocation,
  response: APIGatewayProxyResult | undefined,
  { settings, clock, log }: Ports,
  route: RouteRules,
): void {
  const { requestId, deadline, startedAtMs, coldStart, details, isSynthetic, request } = invocation;
  deadline.stop();
  const nowMs = clock.nowMs();
  const line = {
    level: levelOf(details['code'], request),
    route: route.name,
    requestId,
    status: response?.statusCode,
    durationMs: nowMs - startedAtMs,
    ...(coldStart === undefined ? {} : { coldStart: true, initMs: coldStart.initMs }),
    ...(isSynthetic ? { synthetic: true } : {}),
    ...details,
  };
  const waitedMs = nowMs - (coldStart?.sinceMs ?? startedAtMs);
  // No caller waits for the response to an unverified request.
  if (request !== undefined && waitedMs > settings.nearMissMs[route.deadline])
    invocation.counts.push({ name: 'NearMiss', dimensions: { route: route.name } });
  log(line, isSynthetic ? [] : invocation.counts);
  if (isSynthetic && response !== undefined)
    response.headers = { ...response.headers, [ANSWERED_BY_HEADER]: settings.region };
}

function levelOf(code: unknown, verified: RawRequest | undefined): 'info' | 'warn' | 'error' {
  if (code === undefined) return 'info';
  // Requests from third parties are refused routinely: not an error.
  return verified === undefined && code !== 'secrets-unavailable' && code !== 'internal' ? 'warn' : 'error';
}
