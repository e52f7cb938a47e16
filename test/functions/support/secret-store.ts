import { createServer } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StoreRequest {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** What the store does with the next request; `hangs`: it calls this, and never answers. */
export type StoreAnswer =
  { readonly status: number; readonly body: string } | { readonly hangs: () => void } | 'resets' | 'hangs';

/** A stand-in for Secrets Manager on loopback. */
export interface SecretStore {
  readonly endpoint: string;
  readonly requests: StoreRequest[];
  answer: StoreAnswer | StoreAnswer[];
  close(): Promise<void>;
}

export const holding = (secret: unknown): StoreAnswer => ({
  status: 200,
  body: JSON.stringify({
    Name: 'a-secret',
    SecretString: typeof secret === 'string' ? secret : JSON.stringify(secret),
  }),
});

/** Starts it; close it when done. */
export async function startSecretStore(answer: StoreAnswer | StoreAnswer[]): Promise<SecretStore> {
  const requests: StoreRequest[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      requests.push({
        method: request.method,
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      const now = Array.isArray(store.answer) ? (store.answer.shift() ?? 'hangs') : store.answer;
      if (now === 'hangs') return;
      if (now === 'resets') request.socket.destroy();
      else if ('hangs' in now) now.hangs();
      else response.writeHead(now.status, { 'Content-Type': 'application/x-amz-json-1.1' }).end(now.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const store: SecretStore = {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests,
    answer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return store;
}
