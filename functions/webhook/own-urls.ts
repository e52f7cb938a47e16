import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { FlowContext } from '../call-flow-types.ts';

/**
 * This API's webhooks as the caller of this request reaches them. Built from the request, because a function that names
 * its own API in its environment makes a template that cannot be deployed.
 */
export function ownUrls(event: APIGatewayProxyEvent): FlowContext['urls'] {
  const base = `${protocol(event)}://${event.requestContext.domainName ?? ''}${basePath(event)}`;
  return { websocketDisconnected: `${base}/websocket-disconnected`, event: `${base}/event` };
}

/** `/<stage>`, or a custom domain's base path (which may be empty): what stands before the route. */
function basePath({ requestContext, resource }: APIGatewayProxyEvent): string {
  const path = (requestContext.path as string | undefined)?.replace(/\/+$/, '');
  return path?.endsWith(resource) === true ? path.slice(0, -resource.length) : `/${requestContext.stage}`;
}

/** API Gateway speaks https only; `http` is said by an emulator on loopback. */
function protocol({ headers }: APIGatewayProxyEvent): 'http' | 'https' {
  const [, value] =
    Object.entries((headers as typeof headers | null) ?? {}).find(
      ([name]) => name.toLowerCase() === 'x-forwarded-proto',
    ) ?? [];
  return value === 'http' ? 'http' : 'https';
}
