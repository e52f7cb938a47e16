import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { BrokenParts, Change } from './broken-parts.ts';

const MOST_BYTES = 4096;

export interface Control {
  readonly port: number;
  readonly token: string;
  readonly stop: () => Promise<void>;
}

/**
 * The listener by which `npm run break` changes a running local system: on loopback, for who knows the token of the state
 * file. A web page can reach loopback too: it neither knows the token, nor can it send the header without being allowed to,
 * and a name that it rebinds to 127.0.0.1 shows in Host.
 */
export async function startControl(parts: BrokenParts): Promise<Control> {
  const token = randomBytes(32).toString('hex');
  const expected = Buffer.from(`Bearer ${token}`);
  const isAllowed = ({ headers, socket }: IncomingMessage): boolean => {
    const sent = Buffer.from(headers.authorization ?? '');
    return (
      headers.host === `127.0.0.1:${String(socket.localPort)}` &&
      sent.length === expected.length &&
      timingSafeEqual(sent, expected)
    );
  };
  const server = createServer((request, response) => {
    response.on('error', () => undefined);
    if (!isAllowed(request)) {
      request.resume();
      answer(response, 403, { problem: 'Expected the token of the state file, found another one or none.' });
      return;
    }
    serve(parts, request).then(
      (status) => answer(response, 200, status),
      (error: unknown) => answer(response, 400, { problem: (error as Error).message }),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port: 0, host: '127.0.0.1' }, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    token,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(parts: BrokenParts, request: IncomingMessage): Promise<BrokenParts['status']> {
  if (request.method === 'POST') await parts.change(readChange(await readText(request)));
  return parts.status;
}

function readChange(text: string): Change {
  const { part, how, restore } = JSON.parse(text) as Partial<Record<keyof Change, unknown>>;
  return {
    part: typeof part === 'string' ? part : undefined,
    how: typeof how === 'string' ? how : undefined,
    restore: restore === true,
  };
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8') as AsyncIterable<string>) {
    text += chunk;
    if (text.length > MOST_BYTES)
      throw new Error(`Expected at most ${String(MOST_BYTES)} bytes, found more.`);
  }
  return text;
}

function answer(response: ServerResponse, status: number, json: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}
