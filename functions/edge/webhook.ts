import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { describeError } from '../core/describe-error.ts';
import type { Count, Ports, Runtime } from '../core/ports.ts';
import { authenticate } from './authenticate.ts';
import type { SecretsUnavailable } from './authenticate.ts';
import { startDeadline } from './deadline.ts';
import type { Deadline } from './deadline.ts';
import { ownUrls } from './own-urls.ts';
import { MalformedBodyError, parseFields } from './parse-fields.ts';
import { readRawRequest } from './raw-request.ts';
import type { RawRequest } from './raw-request.ts';
import type { RefusalCode } from './refusal.ts';
import { respondCode } from './respond.ts';
import type { Route, Webhook } from './route.ts';
import { createSourceOutside } from './source-outside.ts';
import type { SourceOutside } from './source-outside.ts';

export type WebhookHandler = (
  event: APIGatewayProxyEvent,
  context: Context,
) => Promise<APIGatewayProxyResult>;

interface Invocation {
  readonly startedAtMs: number;
  readonly deadline: Deadline;
  /** What the log line will say. */
  readonly details: Record<string, unknown>;
  /** What it will add to the metrics. */
  readonly counts: Count[];
  /** Set once the source is verified. */
  request?: RawRequest;
}

type WebhookContext = Context & { invocation?: Invocation };
/** How a route answers, whatever it is given. */
type RouteRules = Omit<Route, 'answer'>;
type Step = middy.Request<APIGatewayProxyEvent, APIGatewayProxyResult, Error, WebhookContext>;

/** A Lambda handler: verify, parse, decide, respond, in one direction; one log line an invocation. */
export function createWebhook<P extends Ports>(runtime: Runtime<P>, route: Route<P>): WebhookHandler {
  if (!runtime.configured) return refuseForConfiguration(runtime, route);
  const { ports } = runtime;
  // Before the first request, while the environment starts; that request waits for the same answer.
  if (ports.settings.source.mode !== 'ip') ports.secrets.live().catch(() => undefined);
  const sourceOutside = createSourceOutside(ports.settings.source.countOutside);
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult, Error, WebhookContext>({
    requestEnd: (step) => endInvocation(step as Step, ports, route),
  })
    .before((step) => beginInvocation(step, ports, route))
    .before((step) => refuseStrangers(step, ports, route, sourceOutside))
    .handler(async (event, context) => route.answer(toWebhook(event, context as WebhookContext, ports)))
    .onError((step) => answerError(step as Step, ports, route));
}

/** 502 in every route: it does not heal here, so the platform moves on at once, and the front serves the static NCCO. */
function refuseForConfiguration(
  { problem, log }: Extract<Runtime, { configured: false }>,
  { name }: RouteRules,
): WebhookHandler {
  return () => {
    log({ level: 'error', route: name, status: 502, code: 'configuration', problem });
    return Promise.resolve(respondCode(502, 'configuration'));
  };
}

function beginInvocation({ context }: Step, { settings, clock }: Ports, route: RouteRules): void {
  context.invocation = {
    startedAtMs: clock.nowMs(),
    deadline: startDeadline(settings.deadlinesMs[route.deadline]),
    details: {},
    counts: [],
  };
}

function invocationOf({ invocation }: WebhookContext): Invocation {
  if (invocation === undefined) throw new Error('beginInvocation runs before everything else.');
  return invocation;
}

async function refuseStrangers(
  { event, context }: Step,
  ports: Ports,
  route: RouteRules,
  sourceOutside: SourceOutside,
): Promise<APIGatewayProxyResult | undefined> {
  const invocation = invocationOf(context);
  const request = readRawRequest(event);
  const verdict = await authenticate(request, ports, invocation.deadline);
  countOutside(sourceOutside(event, request), verdict.ok, invocation, route);
  if (!verdict.ok) {
    const { code } = verdict;
    invocation.details['code'] = code;
    invocation.counts.push({ name: 'CallbackRefused', dimensions: { code } });
    return respondCode(refusalStatusOf(code, route), code);
  }
  const { secret, payload } = verdict;
  invocation.request = request;
  Object.assign(invocation.details, { secret, payload });
  invocation.counts.push({ name: 'CallbackAccepted', dimensions: { secret } });
  return undefined;
}

/** For the day before addresses are refused: a genuine call among these is missing from the ranges. */
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

function refusalStatusOf(
  code: RefusalCode | SecretsUnavailable['code'],
  route: RouteRules,
): APIGatewayProxyResult['statusCode'] {
  switch (code) {
    case 'secrets-unavailable':
      return route.secretsUnavailableStatus;
    case 'authorization-missing':
      return route.unsignedStatus;
    default:
      return route.refusalStatus;
  }
}

function toWebhook<P extends Ports>(
  event: APIGatewayProxyEvent,
  context: WebhookContext,
  ports: P,
): Webhook<P> {
  const { request, startedAtMs, deadline, details } = invocationOf(context);
  if (request === undefined) throw new Error('A request is answered only after its source is verified.');
  return {
    fields: parseFields(request),
    query: request.query,
    receivedAtMs: startedAtMs,
    context: { settings: ports.settings, urls: ownUrls(event) },
    deadline,
    ports,
    note: (more) => void Object.assign(details, more),
  };
}

function answerError(
  { error, context }: Step,
  { settings }: Ports,
  { rescue }: RouteRules,
): APIGatewayProxyResult {
  const { details, request } = invocationOf(context);
  const code = error instanceof MalformedBodyError ? 'body-malformed' : 'internal';
  Object.assign(details, { code, error: describeError(error) });
  // Only who is verified is told what only a caller may hear.
  if (rescue !== undefined && request !== undefined) return rescue(settings);
  return respondCode(code === 'body-malformed' ? 400 : 502, code);
}

function endInvocation({ context, response }: Step, { clock, log }: Ports, route: RouteRules): void {
  const { deadline, startedAtMs, details, counts, request } = invocationOf(context);
  deadline.stop();
  const line = {
    level: levelOf(details['code'], request),
    route: route.name,
    status: response?.statusCode,
    durationMs: clock.nowMs() - startedAtMs,
    ...details,
  };
  log(line, counts);
}

function levelOf(code: unknown, verified: RawRequest | undefined): 'info' | 'warn' | 'error' {
  if (code === undefined) return 'info';
  // Strangers are refused all day long.
  return verified === undefined && code !== 'secrets-unavailable' && code !== 'internal' ? 'warn' : 'error';
}
