import type { APIGatewayProxyEvent } from 'aws-lambda';
import type { FlowContext } from '../define-flow.ts';

/**
 * This API's webhooks at the host name of this request. Built from the request, because a function whose environment names
 * its own API is a circular dependency, which CloudFormation does not deploy.
 */
export function ownUrls(event: APIGatewayProxyEvent): FlowContext['urls'] {
  const base = `${protocol(event)}://${event.requestContext.domainName ?? ''}${basePath(event)}`;
  return { websocketDisconnected: `${base}/websocket-disconnected`, event: `${base}/event` };
}

/** The path before the route: `/<stage>`, or a custom domain's base path (which may be empty). */
function basePath({ requestContext, resource }: APIGatewayProxyEvent): string {
  const path = (requestContext.path as string | undefined)?.replace(/\/+$/, '') ?? '';
  const at = path.search(endOf(resource));
  return at === -1 ? `/${requestContext.stage}` : path.slice(0, at);
}

/** A resource as the end of a path: in the path, `{state}` is one segment. */
const endOf = (resource: string): RegExp => new RegExp(`${resource.replace(/\{[^}]+\}/g, '[^/]+')}$`);

/** API Gateway serves https only; the emulator on loopback sends `http`. */
function protocol({ headers }: APIGatewayProxyEvent): 'http' | 'https' {
  const [, value] =
    Object.entries((headers as typeof headers | null) ?? {}).find(
      ([name]) => name.toLowerCase() === 'x-forwarded-proto',
    ) ?? [];
  return value === 'http' ? 'http' : 'https';
}
