import type { IncomingMessage } from 'node:http';
import { sourceAddress } from '../network/source-addresses.ts';
import type { SourceAddresses } from '../network/source-addresses.ts';
import type { ViewerRequest } from './origin-request.ts';

/** What CloudFront refuses by itself, whatever the behaviour. */
export interface RefusedRequest {
  readonly refused: number;
  readonly reason: string;
}

const MOST_URL_BYTES = 8192;
const URL_TOO_LONG: RefusedRequest = { refused: 413, reason: 'the URL is too long' };
/** Far beyond what an API behind it takes. */
const MOST_BODY_BYTES = 20 * 1024 * 1024;

export async function readViewerRequest(
  request: IncomingMessage,
  addresses: SourceAddresses,
): Promise<ViewerRequest | RefusedRequest> {
  // Not known any more once the viewer has left.
  const address = sourceAddress(addresses, request.socket);
  const { method = 'GET', url = '/', headersDistinct } = request;
  if (url.length > MOST_URL_BYTES) return URL_TOO_LONG;
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MOST_BODY_BYTES) chunks.push(chunk);
  }
  if (length > MOST_BODY_BYTES) return { refused: 413, reason: 'the body is too large' };
  const headers = Object.entries(headersDistinct).map(([name, values]) => [name, values ?? []] as const);
  return viewerRequest({
    method,
    url,
    headers: Object.fromEntries(headers),
    body: Buffer.concat(chunks),
    address,
  });
}

/** A request that has arrived whole, as CloudFront takes it. */
export function viewerRequest({
  url,
  ...request
}: Omit<ViewerRequest, 'path' | 'query'> & { readonly url: string }): ViewerRequest | RefusedRequest {
  if (url.length > MOST_URL_BYTES) return URL_TOO_LONG;
  // CloudFront Developer Guide, "GET requests that include a body".
  if (request.method === 'GET' && request.body.length > 0)
    return { refused: 403, reason: 'a GET request has a body' };
  const question = url.indexOf('?');
  return {
    ...request,
    path: question === -1 ? url : url.slice(0, question),
    query: question === -1 ? '' : url.slice(question),
  };
}
