import { randomUUID } from 'node:crypto';
import type { FunctionSettings } from '../../contracts/function-settings.ts';
import type { RouteName } from '../../contracts/routes.ts';
import type { HttpRequest } from '../kit/send-http.ts';
import { callbackRequest } from '../link/probe/probe-request.ts';
import type { Fields } from '../link/probe/probe-request.ts';
import { send } from '../send/command.ts';
import { sendOptions } from '../send/options.ts';
import { fallbackFields, plausibleFields } from '../send/plausible-fields.ts';

/** Signs the requests; its own, so that no account is needed. */
export interface Signer {
  readonly settings: FunctionSettings;
  readonly signatureSecret: string;
}

/** A proxy integration's event, as far as this project reads it. */
export interface ProxyEvent {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** A request of the route as Vonage signs it and API Gateway hands it on: the event of a proxy integration. */
export function requestOf(
  route: RouteName,
  { settings, signatureSecret }: Signer,
  nowMs: number,
): ProxyEvent {
  const { apiKey, applicationIds, region } = settings;
  const address = `https://bench.execute-api.${region}.amazonaws.com/live/${route}`;
  // The only route that Vonage does not ask, and the only one without a signature.
  if (route === 'health') return proxyEvent(route, { method: 'GET', url: new URL(address), headers: {} });
  const signer = { apiKey, applicationId: applicationIds[0] ?? '', signatureSecret };
  const fields = fieldsOf(route, settings, address, nowMs);
  return proxyEvent(route, callbackRequest({ address, method: 'POST', fields }, signer, nowMs));
}

function fieldsOf(
  route: Exclude<RouteName, 'health'>,
  { websocket, callerNumber }: FunctionSettings,
  address: string,
  nowMs: number,
): Fields {
  const options = sendOptions(send.read([route]).values);
  return {
    ...plausibleFields(options, { nowMs, websocketUri: websocket?.uri ?? null, callerNumber }),
    ...(route === 'fallback' ? fallbackFields(options, address.replace('fallback', 'answer')) : {}),
  };
}

/** As far as the handlers read it (payload version 1). */
function proxyEvent(route: RouteName, { method, url, headers: sent, body }: HttpRequest): ProxyEvent {
  const headers = { ...sent, Host: url.host, 'X-Forwarded-Proto': 'https' };
  const event = {
    resource: `/${route}`,
    path: `/${route}`,
    httpMethod: method,
    headers,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      apiId: 'bench',
      requestId: randomUUID(),
      domainName: url.host,
      httpMethod: method,
      path: url.pathname,
      stage: 'live',
      identity: { sourceIp: '192.0.2.1' },
    },
    body: body ?? null,
    isBase64Encoded: false,
  };
  return event;
}
