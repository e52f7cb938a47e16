import { createServer, request as send } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

export interface LaggingProxy {
  readonly url: string;
  readonly seen: () => { readonly requests: number; readonly writes: number };
  /** From now on what is read is answered as it was so many ms ago, as far as it was read before. */
  readonly lag: (ms: number) => void;
  readonly close: () => Promise<void>;
}

/** What a request is: a write, a read of what may lag (by what is read), or another read. */
type Kind = 'write' | 'read' | { readonly lags: string };

/** An HTTP server in front of another one on loopback, which passes everything on. */
export async function startLaggingProxy(
  upstream: string,
  kindOf: (request: IncomingMessage, body: string) => Kind,
): Promise<LaggingProxy> {
  const states = new Map<string, { sinceMs: number; reply: Reply }[]>();
  const seen = { requests: 0, writes: 0 };
  let lagMs = 0;
  const pass = (request: IncomingMessage, body: Buffer): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const { method, headers, url = '/' } = request;
      const passed = send(new URL(url, upstream), { method, headers }, (response) => {
        void collect(response).then((answered) =>
          resolve({ status: response.statusCode ?? 502, headers: response.headers, body: answered }),
        );
      });
      passed.once('error', reject).end(body);
    });
  const asItWas = (key: string, reply: Reply): Reply => {
    const all = states.get(key) ?? [];
    const last = all.at(-1)?.reply;
    if (last === undefined || !last.body.equals(reply.body) || last.status !== reply.status)
      all.push({ sinceMs: all.length === 0 ? -Infinity : performance.now(), reply });
    states.set(key, all);
    return all.findLast(({ sinceMs }) => sinceMs <= performance.now() - lagMs)?.reply ?? reply;
  };
  const server = createServer((request, response) => {
    void (async () => {
      const body = await collect(request);
      const kind = kindOf(request, body.toString());
      seen.requests += 1;
      if (kind === 'write') seen.writes += 1;
      const fresh = await pass(request, body);
      const { status, headers, body: text } = typeof kind === 'object' ? asItWas(kind.lags, fresh) : fresh;
      response.writeHead(status, headers).end(text);
    })().catch(() => request.socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    seen: () => ({ ...seen }),
    lag: (ms) => void (lagMs = ms),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function collect(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
