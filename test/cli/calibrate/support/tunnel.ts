import { createServer, request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Tunnel {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/**
 * What stands between a platform and the endpoints: it keeps connections of its own, answers 502 where the other side fails, and
 * gives a response on when it has the whole of it.
 * @param names it says in a header that it is there
 */
export async function startTunnel(to: number, { names }: { readonly names: boolean }): Promise<Tunnel> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method, url, headers } = request;
      const passed = httpRequest(
        {
          host: '127.0.0.1',
          port: to,
          method,
          path: url,
          headers: { ...headers, ...(names ? { 'x-forwarded-for': '192.0.2.1' } : {}) },
        },
        (answer) => {
          const body: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => body.push(chunk));
          answer.on('end', () => {
            const { 'content-type': type, location } = answer.headers;
            response.writeHead(answer.statusCode ?? 502, {
              ...(type === undefined ? {} : { 'content-type': type }),
              ...(location === undefined ? {} : { location }),
            });
            response.end(Buffer.concat(body));
          });
        },
      );
      passed.on('error', () => void response.writeHead(502).end());
      // Whoever waited has gone.
      response.once('close', () => passed.destroy());
      passed.end(Buffer.concat(chunks));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
