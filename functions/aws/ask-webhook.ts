import type { WallClock } from '../../contracts/clock.ts';
import type { ServiceAccess } from './environment.ts';
import { sendOnce } from './send-once.ts';
import { signAwsRequest } from './sign-aws-request.ts';
import type { AskWebhook, WebhookReply, WebhookRequest } from '../check-ports.ts';

/** Sends the request to its URL, as Vonage does. */
export const askWebhook: AskWebhook = ({ method, url, headers, body }, signal) =>
  sendOnce({ method, url: new URL(url), headers, body }, signal);

/**
 * Invokes the function directly, with the event that API Gateway would create from the request. Used where API Gateway
 * refuses AWS's own addresses.
 */
export const createInvokeWebhook =
  (functionName: string, access: ServiceAccess, clock: WallClock): AskWebhook =>
  async (webhook, signal) => {
    const request = {
      method: 'POST',
      url: new URL(`/2015-03-31/functions/${functionName}/invocations`, access.endpoint),
      service: 'lambda',
      region: access.region,
      headers: { 'content-type': 'application/json', 'x-amz-invocation-type': 'RequestResponse' },
      body: JSON.stringify(proxyEvent(webhook)),
    } as const;
    const signed = { ...request, headers: signAwsRequest(request, access, clock.nowMs()) };
    const { status, headers, text } = await sendOnce(signed, signal);
    if (status !== 200)
      throw new Error(`Lambda answered ${String(status)}: ${String(headers['x-amzn-errortype'])}.`);
    if (headers['x-amz-function-error'] !== undefined)
      throw new Error(`The function failed: ${text.slice(0, 300)}`);
    return proxyReply(text);
  };

/**
 * A REST API's proxy event (payload version 1), as far as the handlers read it. Without the API's id, so that the handlers
 * recognize a direct invocation.
 */
function proxyEvent({ method, url, headers: sent, body }: WebhookRequest): Readonly<Record<string, unknown>> {
  const { protocol, host, pathname } = new URL(url);
  const headers = { ...sent, Host: host, 'X-Forwarded-Proto': protocol.replace(':', '') };
  const [, stage = '', resource = ''] = /^\/([^/]+)(\/.+)$/.exec(pathname) ?? [];
  return {
    resource,
    path: resource,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: { domainName: host, httpMethod: method, identity: {}, path: pathname, stage },
    body,
    isBase64Encoded: false,
  };
}

function proxyReply(text: string): WebhookReply {
  const { statusCode, headers, body } = JSON.parse(text) as {
    readonly statusCode?: unknown;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: unknown;
  };
  if (typeof statusCode !== 'number' || typeof body !== 'string')
    throw new Error('The function returned something else than a proxy response.');
  return {
    status: statusCode,
    headers: Object.fromEntries(
      Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]),
    ),
    text: body,
  };
}
