import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { STATE_PARAMETER } from '../../contracts/state-url.ts';
import { describeError } from '../describe-error.ts';
import type { Ports, Runtime } from '../ports.ts';
import { calledNumber, contextFor, settingsFor } from './called-number.ts';
import { watchColdStart } from './cold-start.ts';
import { beginInvocation, endInvocation, requestIdOf } from './invocation.ts';
import type { Invocation, RouteRules } from './invocation.ts';
import type { LogCode } from './log-codes.ts';
import { ownUrls } from './own-urls.ts';
import { MalformedBodyError, parseFields } from './parse-fields.ts';
import { refuseUnverified } from './refuse-unverified.ts';
import { respondCode } from './respond.ts';
import type { Route, Webhook } from './route.ts';
import { createSourceOutside } from '../auth/source-outside.ts';

export type WebhookHandler = (
  event: APIGatewayProxyEvent,
  context: Context,
) => Promise<APIGatewayProxyResult>;

type WebhookContext = Context & { invocation?: Invocation };
type Step = middy.Request<APIGatewayProxyEvent, APIGatewayProxyResult, Error, WebhookContext>;

/** A Lambda handler: verify, parse, decide, respond, in this order, with one log line per invocation. */
export function createWebhook<P extends Ports>(runtime: Runtime<P>, route: Route<P>): WebhookHandler {
  if (!runtime.configured) return refuseForConfiguration(runtime, route);
  const { ports } = runtime;
  // Loads the secrets while the environment starts; the first request then waits for the same load.
  if (ports.settings.source.mode !== 'ip' || route.sealsState === true)
    ports.secrets.live().catch(() => undefined);
  for (const { secrets } of route.own ?? [])
    // What fails is logged; who needs the secret asks again.
    for (const id of Object.values(secrets))
      ports
        .ownSecrets?.(id)
        .live()
        .catch(() => undefined);
  const sourceOutside = createSourceOutside(ports.settings.source.countOutside);
  const coldStartAt = watchColdStart(ports);
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult, Error, WebhookContext>({
    requestEnd: ({ event, context, response }) =>
      endInvocation(
        invocationOf(context as WebhookContext),
        response as APIGatewayProxyResult,
        ports,
        rulesFor(event as APIGatewayProxyEvent, route),
      ),
  })
    .before(({ event, context }) => {
      context.invocation = beginInvocation(event, ports, rulesFor(event, route), coldStartAt);
    })
    .before(({ event, context }) =>
      refuseUnverified(event, invocationOf(context), ports, rulesFor(event, route), sourceOutside),
    )
    .handler(async (event, context) =>
      route.answer(toWebhook(event, invocationOf(context as WebhookContext), ports, route)),
    )
    .onError((step) => answerError(step as Step, ports, route));
}

/** Other rules apply where a caller waits for the answer to an event. */
const rulesFor = (event: APIGatewayProxyEvent, route: RouteRules): RouteRules =>
  (event.pathParameters as typeof event.pathParameters | undefined)?.[STATE_PARAMETER] === undefined
    ? route
    : { ...route, ...route.withState };

/** 502 in every route: a retry cannot help, so Vonage uses the fallback at once, and CloudFront serves the static NCCO. */
function refuseForConfiguration(
  { problem, log }: Extract<Runtime, { configured: false }>,
  { name }: RouteRules,
): WebhookHandler {
  return (event) => {
    log({
      level: 'error',
      route: name,
      requestId: requestIdOf(event),
      status: 502,
      code: 'configuration',
      problem,
    });
    return Promise.resolve(respondCode(502, 'configuration'));
  };
}

function invocationOf({ invocation }: WebhookContext): Invocation {
  if (invocation === undefined)
    throw new Error('Expected beginInvocation to have run before every other step.');
  return invocation;
}

function toWebhook<P extends Ports>(
  event: APIGatewayProxyEvent,
  invocation: Invocation,
  ports: P,
  { name }: RouteRules,
): Webhook<P> {
  const { request, startedAtMs, deadline, details, counts, isSynthetic } = invocation;
  if (request === undefined)
    throw new Error('Expected the sender to be verified before the request is answered.');
  const fields = parseFields(request);
  // Our own check is no call to a number.
  const called = isSynthetic ? undefined : calledNumber(fields, request.query, ports.settings);
  invocation.called = called;
  return {
    route: name,
    fields,
    called,
    request,
    query: request.query,
    state: request.pathParameters[STATE_PARAMETER],
    receivedAtMs: startedAtMs,
    context: contextFor(called, { settings: ports.settings, urls: ownUrls(event), atMs: startedAtMs }),
    deadline,
    ports,
    note: (more) => void Object.assign(details, more),
    count: (count) => void counts.push(count),
    isSynthetic,
  };
}

function answerError(
  { error, context }: Step,
  { settings }: Ports,
  { rescue }: RouteRules,
): APIGatewayProxyResult {
  const { details, counts, request, called } = invocationOf(context);
  const code: LogCode = error instanceof MalformedBodyError ? 'body-malformed' : 'internal';
  Object.assign(details, { code, error: describeError(error) });
  // The rescue NCCO may hold the person's number: only for verified senders.
  if (rescue !== undefined && request !== undefined)
    return rescue(error, settingsFor(called, settings), (count) => void counts.push(count));
  return respondCode(code === 'body-malformed' ? 400 : 502, code);
}
