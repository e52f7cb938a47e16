import type { IncomingMessage } from 'node:http';

/** API Gateway's payload limit. */
const MAX_BODY_BYTES = 10 * 1024 * 1024;

/**
 * The whole body; `too-large` (read to its end and thrown away, so that the client sees the refusal), or
 * `truncated` when the client left in the middle.
 */
export function readBody(request: IncomingMessage): Promise<Buffer | 'too-large' | 'truncated'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
      else chunks.length = 0;
    });
    request.once('end', () => resolve(bytes > MAX_BODY_BYTES ? 'too-large' : Buffer.concat(chunks)));
    request.once('error', () => resolve('truncated'));
    request.once('close', () => resolve('truncated'));
  });
}
