import type { ServerResponse } from 'node:http';
import type { OriginResponse } from './fetch-origin.ts';

/** What the viewer gets. */
export interface ViewerAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

export type CacheResult = 'Hit' | 'Miss' | 'Error';

/** Headers of the origin that end at the edge, or are the edge's own. */
const REMOVED = /^(connection|keep-alive|proxy-.*|trailer|transfer-encoding|upgrade|via|x-cache|date)$/;

export function fromOrigin(
  response: OriginResponse,
  cacheResult: CacheResult,
  status = response.status,
): ViewerAnswer {
  const headers: Record<string, string | readonly string[]> = {};
  for (const [name, value] of Object.entries(response.headers))
    if (value !== undefined && !REMOVED.test(name)) headers[name] = value;
  headers['x-cache'] = `${cacheResult} from cloudfront`;
  return { status, headers, body: response.body };
}

/** An error that CloudFront answers by itself. */
export function ownError(status: number, reason: string): ViewerAnswer {
  const text = `<!DOCTYPE html><html><body><h1>${String(status)} ERROR</h1><p>The request could not be satisfied: ${reason}.</p></body></html>`;
  return {
    status,
    headers: { 'content-type': 'text/html', server: 'CloudFront', 'x-cache': 'Error from cloudfront' },
    body: Buffer.from(text),
  };
}

export function send(
  response: ServerResponse,
  answer: ViewerAnswer,
  edge: { readonly requestId: string; readonly hostName: string; readonly isHead: boolean },
): void {
  if (response.destroyed) return;
  response.writeHead(answer.status, {
    ...(answer.headers as Record<string, string | string[]>),
    // A HEAD tells the length of what a GET would give.
    ...(edge.isHead ? {} : { 'content-length': String(answer.body.length) }),
    via: `1.1 ${edge.hostName} (CloudFront)`,
    'x-amz-cf-id': edge.requestId,
  });
  response.end(edge.isHead ? undefined : answer.body);
}
