import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

function refuse(response: ServerResponse, status: number, title: string, detail: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ title, detail }));
}

function actionOf(body: string): unknown {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && 'action' in value ? value.action : undefined;
  } catch {
    return undefined;
  }
}

/**
 * REST control of calls, as far as a bot needs it: `PUT /v1/calls/{uuid}` with `{"action":"hangup"}` → 204. It listens on
 * loopback; `region_url` points to it.
 */
export class RestControl {
  readonly #server: Server;

  constructor(hangUps: ReadonlyMap<string, () => void>) {
    this.#server = createServer((request, response) => {
      const uuid = /^\/v1\/calls\/([^/?]+)$/.exec(request.url ?? '')?.[1];
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const hangUp = uuid === undefined ? undefined : hangUps.get(uuid);
        if (request.method !== 'PUT' || !hangUp) {
          refuse(response, 404, 'Not found', 'expected PUT /v1/calls/{uuid of a running leg}');
        } else if (actionOf(body) !== 'hangup') {
          refuse(
            response,
            400,
            'Not simulated',
            'expected {"action":"hangup"}, the only action that is simulated',
          );
        } else {
          hangUp();
          response.writeHead(204).end();
        }
      });
    });
  }

  /** Resolves with its base URL. */
  async start(): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }
}
