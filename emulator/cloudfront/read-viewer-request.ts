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
/** Far beyond what an API behind it takes. */
const MOST_BODY_BYTES = 20 * 1024 * 1024;

export async function readViewerRequest(
  request: IncomingMessage,
  addresses: SourceAddresses,
): Promise<ViewerRequest | RefusedRequest> {
  // Not known any more once the viewer has left.
  const address = sourceAddress(addresses, request.socket);
  const method = request.method ?? 'GET';
  const url = request.url ?? '/';
  if (url.length > MOST_URL_BYTES) return { refused: 413, reason: 'the URL is too long' };
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= MOST_BODY_BYTES) chunks.push(chunk);
  }
  if (length > MOST_BODY_BYTES) return { refused: 413, reason: 'the body is too large' };
  // CloudFront Developer Guide, "GET requests that include a body".
  if (method === 'GET' && length > 0) return { refused: 403, reason: 'a GET request has a body' };
  const question = url.indexOf('?');
  return {
    method,
    path: question === -1 ? url : url.slice(0, question),
    query: question === -1 ? '' : url.slice(question),
    headers: Object.fromEntries(
      Object.entries(request.headersDistinct).map(([name, values]) => [name, values ?? []]),
    ),
    body: Buffer.concat(chunks),
    address,
  };
}
