import type { IncomingMessage } from 'node:http';
import { S3Error } from './s3-error.ts';

const MOST_BYTES = 16 * 1024 * 1024;

/** The object's bytes, without the framing of `aws-chunked`. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MOST_BYTES)
      throw new S3Error(400, 'EntityTooLarge', 'The emulator keeps objects of 16 MB at most.');
    chunks.push(chunk);
  }
  const body = Buffer.concat(chunks);
  const isFramed = String(request.headers['x-amz-content-sha256']).startsWith('STREAMING-');
  return isFramed ? unframe(body) : body;
}

/** `size;extension CRLF bytes CRLF … 0 CRLF trailers`. */
function unframe(body: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let offset = 0;
  for (;;) {
    const end = body.indexOf('\r\n', offset);
    const size = Number.parseInt(body.toString('latin1', offset, end), 16);
    if (end === -1 || Number.isNaN(size))
      throw new S3Error(400, 'IncompleteBody', 'The aws-chunked body is broken off.');
    if (size === 0) return Buffer.concat(chunks);
    chunks.push(body.subarray(end + 2, end + 2 + size));
    offset = end + 2 + size + 2;
  }
}
