import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { AS_ASSUMED } from '../assumed.ts';
import type { AssumedGateway } from '../assumed.ts';
import { type ApiModel, describeResource } from '../deployment.ts';
import { InvocationMeter, type Served } from '../lambda/invocation-meter.ts';
import type { LambdaResult } from '../lambda/lambda-function.ts';
import { CLOUDFRONT_ADDRESS, VONAGE_ADDRESS, sourceAddress } from '../network/source-addresses.ts';
import type { SourceAddresses } from '../network/source-addresses.ts';
import type { TakeNote } from '../note.ts';
import { type Admission, gatekeeper, pathInStage } from './admission.ts';
import { checkGatewayResponses, gatewayAnswer, type GatewayFault } from './gateway-responses.ts';
import { mayInvoke, whyNotInvoked } from './invoke-permission.ts';
import { isEmulatedPart } from './match-path.ts';
import { proxyEvent } from './proxy-event.ts';
import { parseProxyResponse, type ProxyResponse } from './proxy-response.ts';
import { readBody } from './read-body.ts';
import { withinIntegrationTimeout } from './within-integration-timeout.ts';

/** API Gateway's limit for the request line and all header values together. */
const MAX_HEADER_BYTES = 10_240;
/** Statuses after which Vonage tries again (SUP 115016024247): they must not be sent for lasting failures. */
const TRIED_AGAIN = [429, 503, 504];

export interface GatewayOptions {
  readonly api: ApiModel;
  readonly invoke: (
    functionId: string,
    event: unknown,
    arrivedAtMs: number,
    meter: InvocationMeter,
  ) => Promise<LambdaResult>;
  /** A request to a function has its answer, or its client has left. */
  readonly onServed?: (served: Served) => void;
  /** Names of the deployment that are not this API's: a request with one of them as Host is refused. */
  readonly foreignHosts: readonly string[];
  /** Who the clients are. */
  readonly addresses: SourceAddresses;
  readonly note: TakeNote;
  /** [0, 1). */
  readonly random: () => number;
  readonly assumed?: () => AssumedGateway;
  /** What this process has waited for a core so far, ms; as the kernel says if left out. */
  readonly waitMs?: () => number;
}

/**
 * A region's REST API as an HTTP listener.
 * @throws when the API uses what the emulator does not emulate, by name
 */
export function gatewayRequestListener(options: GatewayOptions): RequestListener {
  refuseUnknown(options.api);
  const admit = gatekeeper(options.api, assumedOf(options));
  return (request, response) => {
    response.on('error', () => undefined);
    serve(options, admit, request, response).catch((error: unknown) => {
      // Our own mistake, never the client's: visible, and the region lives on.
      options.note({
        level: 'suspect',
        resource: describeResource(options.api.where),
        setting: 'the emulator itself',
        text: `The gateway stand-in failed: ${error instanceof Error ? error.message : String(error)}`,
      });
      response.destroy();
    });
  };
}

async function serve(
  options: GatewayOptions,
  admit: ReturnType<typeof gatekeeper>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { api } = options;
  const assumed = assumedOf(options)();
  const arrivedAtMs = performance.now();
  const requestId = randomUUID();
  // Not known any more once the client has left.
  const sender = sourceAddress(options.addresses, request.socket);
  const client = `${request.socket.remoteAddress}:${request.socket.remotePort}`;
  const answerItself = (fault: GatewayFault, message?: string) => {
    const shaped = gatewayAnswer(api, fault, requestId, message);
    const answer = { ...shaped, statusCode: assumed.statusOf[fault] ?? shaped.statusCode };
    if (TRIED_AGAIN.includes(answer.statusCode)) {
      options.note({
        level: 'suspect',
        resource: describeResource(api.where),
        setting: answer.responseType,
        text:
          `The gateway answered ${answer.statusCode} by itself (${answer.responseType}): the platform tries that again ` +
          `before it turns to the fallback. No Gateway Response for ${answer.responseType} gives it another status.`,
      });
    }
    send(response, requestId, { ...answer, body: Buffer.from(answer.body) });
  };

  const body = await readBody(request);
  if (body === 'truncated') return;
  const url = parseUrl(request.url);
  if (!url) return answerItself('BAD_REQUEST_PARAMETERS');
  const path = pathInStage(url.pathname, api.stage);
  const isForeign = options.foreignHosts.includes(request.headers.host ?? '');
  if (path === undefined || isForeign) {
    if (isForeign) {
      options.note({
        level: 'suspect',
        resource: describeResource(api.where),
        setting: 'Host',
        text: `A request came with the Host of another resource (${request.headers.host}): API Gateway answers 403.`,
      });
    }
    const forbidden = { 'content-type': 'application/json', 'x-amzn-errortype': 'ForbiddenException' };
    return send(response, requestId, {
      statusCode: 403,
      headers: forbidden,
      body: Buffer.from('{"message":"Forbidden"}'),
    });
  }
  const { method: httpMethod = '', headers } = request;
  const admission = admit({ httpMethod, path, headers, sender });
  if (admission.kind === 'refused') {
    noteRefusal(options, sender, admission);
    return answerItself(admission.fault, admission.message);
  }
  if (body === 'too-large' || headerBytes(request) > MAX_HEADER_BYTES)
    return answerItself('REQUEST_TOO_LARGE');
  const { method, apiKey, pathParameters } = admission;
  if (!mayInvoke(api, method, path) || (pathParameters !== null && !assumed.permitsParameters)) {
    const resource = describeResource(method.where);
    options.note({ level: 'suspect', resource, setting: 'SourceArn', text: whyNotInvoked(api, method) });
    return answerItself('API_CONFIGURATION_ERROR');
  }

  const event = proxyEvent({
    api,
    method,
    path,
    pathParameters,
    apiKey,
    request,
    sender,
    url,
    body: assumed.handsBodiesOn === 'as-they-came' ? body : compactJson(body),
    requestId,
    now: new Date(),
    random: options.random,
  });
  const meter = new InvocationMeter();
  const served = once(() => {
    const { waitedMs, heldMs, isCold, isThrottledByWaits } = meter;
    const toMs = performance.now();
    const read = { waitedMs, heldMs, isCold, isThrottledByWaits };
    options.onServed?.({ client, fromMs: arrivedAtMs, toMs, ...read });
  });
  response.once('close', served);
  const invoked = {
    result: options.invoke(method.functionId, event, arrivedAtMs, meter),
    meter,
    waitMs: options.waitMs,
  };
  const result = await withinIntegrationTimeout(method, response, options.note, invoked);
  served();
  if (response.destroyed) return;
  switch (result.kind) {
    case 'integration-timed-out':
      return answerItself('INTEGRATION_TIMEOUT');
    case 'throttled':
      return answerItself('FUNCTION_THROTTLED');
    case 'returned': {
      const parsed = parseProxyResponse(result.value, request.headers.accept, api.binaryMediaTypes);
      if (typeof parsed !== 'string') {
        const statusCode = assumed.replacesStatus[parsed.statusCode] ?? parsed.statusCode;
        return send(response, requestId, { ...parsed, statusCode });
      }
      options.note({
        level: 'suspect',
        resource: describeResource(method.where),
        setting: 'Handler',
        text: `A function's result is malformed: ${parsed}.`,
      });
      return answerItself('FUNCTION_FAILED');
    }
    default:
      return answerItself('FUNCTION_FAILED');
  }
}

/** Refusals are expected, except for Vonage and our CloudFront distributions. */
function noteRefusal(
  { api, note }: GatewayOptions,
  sender: string,
  { because }: Extract<Admission, { readonly kind: 'refused' }>,
): void {
  if (because === undefined) return;
  const level = [VONAGE_ADDRESS, CLOUDFRONT_ADDRESS].includes(sender) ? 'suspect' : 'info';
  note({ level, resource: describeResource(api.where), ...because });
}

function send(response: ServerResponse, requestId: string, answer: ProxyResponse): void {
  for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value);
  response.setHeader('x-amzn-RequestId', requestId);
  response.setHeader('x-amz-apigw-id', requestId);
  response.setHeader('content-length', answer.body.length);
  response.statusCode = answer.statusCode;
  response.end(answer.body);
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}

const assumedOf = ({ assumed = () => AS_ASSUMED.gateway }: GatewayOptions): (() => AssumedGateway) => assumed;

/** JSON without blanks; anything else as it is. */
function compactJson(body: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(body.toString())));
  } catch {
    return body;
  }
}

const parseUrl = (text: string | undefined): URL | undefined => {
  const url = URL.parse(text ?? '', 'http://gateway.invalid');
  return url ?? undefined;
};

const headerBytes = (request: IncomingMessage): number =>
  (request.url ?? '').length + request.rawHeaders.reduce((sum, text) => sum + text.length, 0);

function refuseUnknown(api: ApiModel): void {
  for (const method of api.methods) {
    if (method.path.split('/').every(isEmulatedPart)) continue;
    throw new Error(
      `${describeResource(method.where)}: the emulator does not emulate the path ${method.path}. It knows parameters that are one part: {name}.`,
    );
  }
  checkGatewayResponses(api);
}
