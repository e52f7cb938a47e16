import type { WallClock } from '../../contracts/clock.ts';
import type { AssumedGateway } from '../assumed.ts';
import { type ApiModel, describeResource, type MethodModel } from '../deployment.ts';
import type { LambdaResult } from '../lambda/lambda-function.ts';
import { CLOUDFRONT_ADDRESS, VONAGE_ADDRESS } from '../network/source-addresses.ts';
import type { TakeNote } from '../note.ts';
import { type Admission, gatekeeper, pathInStage } from './admission.ts';
import { checkGatewayResponses, gatewayAnswer, type GatewayFault } from './gateway-responses.ts';
import { mayInvoke, whyNotInvoked } from './invoke-permission.ts';
import { isEmulatedPart } from './match-path.ts';
import { type GatewayRequest, proxyEvent } from './proxy-event.ts';
import { parseProxyResponse, type ProxyResponse } from './proxy-response.ts';

/** API Gateway's limit for the request line and all header values together. */
const MAX_HEADER_BYTES = 10_240;
/** Statuses after which Vonage tries again (SUP 115016024247): they must not be sent for lasting failures. */
const TRIED_AGAIN = [429, 503, 504];

export type IntegrationResult = LambdaResult | { readonly kind: 'integration-timed-out' };

/** Invokes the function of a method, within its integration timeout; undefined: its client has left. */
export type InvokeMethod = (
  method: MethodModel,
  event: Readonly<Record<string, unknown>>,
) => Promise<IntegrationResult | undefined>;

export interface GatewayRules {
  readonly api: ApiModel;
  /** Names of the deployment that are not this API's: a request with one of them as Host is refused. */
  readonly foreignHosts: readonly string[];
  readonly note: TakeNote;
  /** [0, 1). */
  readonly random: () => number;
  readonly assumed: () => AssumedGateway;
  readonly clock: WallClock;
}

/**
 * What a region's REST API makes of a request; undefined: its client has left.
 * @throws when the API uses what the emulator does not emulate, by name
 */
export function createGateway(
  rules: GatewayRules,
): (request: GatewayRequest, invoke: InvokeMethod) => Promise<ProxyResponse | undefined> {
  const { api, foreignHosts, note } = rules;
  refuseUnknown(api);
  const admit = gatekeeper(api, rules.assumed);

  return async (request, invoke) => {
    const assumed = rules.assumed();
    const { requestId, headers, sender, body, method: httpMethod } = request;
    const named = (answer: ProxyResponse): ProxyResponse => ({
      ...answer,
      headers: { ...answer.headers, 'x-amzn-RequestId': requestId, 'x-amz-apigw-id': requestId },
    });
    const answerItself = (fault: GatewayFault, message?: string): ProxyResponse => {
      const shaped = gatewayAnswer(api, fault, requestId, message);
      const statusCode = assumed.statusOf[fault] ?? shaped.statusCode;
      if (TRIED_AGAIN.includes(statusCode)) {
        note({
          level: 'suspect',
          resource: describeResource(api.where),
          setting: shaped.responseType,
          text:
            `The gateway answered ${statusCode} by itself (${shaped.responseType}): the platform tries that again ` +
            `before it turns to the fallback. No Gateway Response for ${shaped.responseType} gives it another status.`,
        });
      }
      return named({ statusCode, headers: shaped.headers, body: Buffer.from(shaped.body) });
    };

    const url = URL.parse(request.target, 'http://gateway.invalid');
    if (!url) return answerItself('BAD_REQUEST_PARAMETERS');
    const path = pathInStage(url.pathname, api.stage);
    const isForeign = foreignHosts.includes(headers.host ?? '');
    if (path === undefined || isForeign) {
      if (isForeign) noteForeignHost(rules, headers.host);
      return named(FORBIDDEN);
    }
    const admission = admit({ httpMethod, path, headers, sender });
    if (admission.kind === 'refused') {
      noteRefusal(rules, sender, admission);
      return answerItself(admission.fault, admission.message);
    }
    if (body === 'too-large' || headerBytes(request) > MAX_HEADER_BYTES)
      return answerItself('REQUEST_TOO_LARGE');
    const { method, apiKey, pathParameters } = admission;
    if (!mayInvoke(api, method, path) || (pathParameters !== null && !assumed.permitsParameters)) {
      const resource = describeResource(method.where);
      note({ level: 'suspect', resource, setting: 'SourceArn', text: whyNotInvoked(api, method) });
      return answerItself('API_CONFIGURATION_ERROR');
    }

    const event = proxyEvent({
      api,
      method,
      path,
      pathParameters,
      apiKey,
      request,
      url,
      body: assumed.handsBodiesOn === 'as-they-came' ? body : compactJson(body),
      now: new Date(rules.clock.nowMs()),
      random: rules.random,
    });
    const result = await invoke(method, event);
    switch (result?.kind) {
      case undefined:
        return undefined;
      case 'integration-timed-out':
        return answerItself('INTEGRATION_TIMEOUT');
      case 'throttled':
        return answerItself('FUNCTION_THROTTLED');
      case 'returned': {
        const parsed = parseProxyResponse(result.value, headers.accept, api.binaryMediaTypes);
        if (typeof parsed !== 'string') {
          const statusCode = assumed.replacesStatus[parsed.statusCode] ?? parsed.statusCode;
          return named({ ...parsed, statusCode });
        }
        note({
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
  };
}

const FORBIDDEN: ProxyResponse = {
  statusCode: 403,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': 'ForbiddenException' },
  body: Buffer.from('{"message":"Forbidden"}'),
};

function noteForeignHost({ api, note }: GatewayRules, host: string | undefined): void {
  note({
    level: 'suspect',
    resource: describeResource(api.where),
    setting: 'Host',
    text: `A request came with the Host of another resource (${host}): API Gateway answers 403.`,
  });
}

/** Refusals are expected, except for Vonage and our CloudFront distributions. */
function noteRefusal(
  { api, note }: GatewayRules,
  sender: string,
  { because }: Extract<Admission, { readonly kind: 'refused' }>,
): void {
  if (because === undefined) return;
  const level = [VONAGE_ADDRESS, CLOUDFRONT_ADDRESS].includes(sender) ? 'suspect' : 'info';
  note({ level, resource: describeResource(api.where), ...because });
}

/** JSON without blanks; anything else as it is. */
function compactJson(body: Buffer): Buffer {
  try {
    return Buffer.from(JSON.stringify(JSON.parse(body.toString())));
  } catch {
    return body;
  }
}

const headerBytes = ({ target, rawHeaders }: GatewayRequest): number =>
  target.length + rawHeaders.reduce((sum, text) => sum + text.length, 0);

function refuseUnknown(api: ApiModel): void {
  for (const method of api.methods) {
    if (method.path.split('/').every(isEmulatedPart)) continue;
    throw new Error(
      `${describeResource(method.where)}: the emulator does not emulate the path ${method.path}. It knows parameters that are one part: {name}.`,
    );
  }
  checkGatewayResponses(api);
}
