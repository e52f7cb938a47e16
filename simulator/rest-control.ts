import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkNcco, errorsOf } from '../ncco/check-ncco.ts';
import type { Ncco } from '../ncco/ncco.ts';

function refuse(response: ServerResponse, status: number, title: string, detail: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ title, detail }));
}

interface Command {
  readonly action?: unknown;
  readonly destination?: { readonly type?: unknown; readonly ncco?: unknown };
}

function commandOf(body: string): Command {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}

/** What REST control does to a leg. */
export interface LegControl {
  readonly hangUp: () => void;
  /** Only of the caller's leg: it leaves what it is in, and goes on with another NCCO. */
  readonly transfer?: (ncco: Ncco) => void;
}

/** Whether the command is one that the leg obeys. */
function control({ hangUp, transfer }: LegControl, { action, destination }: Command): boolean {
  if (action === 'hangup') {
    hangUp();
    return true;
  }
  const ncco = destination?.type === 'ncco' ? destination.ncco : undefined;
  if (action !== 'transfer' || transfer === undefined || errorsOf(checkNcco(ncco)).length > 0) return false;
  transfer(ncco as Ncco);
  return true;
}

const SIMULATED =
  'expected {"action":"hangup"}, or {"action":"transfer","destination":{"type":"ncco","ncco":[…]}} for the caller\'s leg: no other action is simulated';

/**
 * REST control of calls, as far as a bot needs it: `PUT /v1/calls/{uuid}` → 204. It listens on loopback; `region_url` points
 * to it.
 */
export class RestControl {
  readonly #server: Server;

  constructor(legs: ReadonlyMap<string, LegControl>) {
    this.#server = createServer((request, response) => {
      const uuid = /^\/v1\/calls\/([^/?]+)$/.exec(request.url ?? '')?.[1];
      let body = '';
      request.setEncoding('utf8');
      request.on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const leg = uuid === undefined ? undefined : legs.get(uuid);
        if (request.method !== 'PUT' || !leg) {
          refuse(response, 404, 'Not found', 'expected PUT /v1/calls/{uuid of a running leg}');
        } else if (control(leg, commandOf(body))) {
          response.writeHead(204).end();
        } else {
          refuse(response, 400, 'Not simulated', SIMULATED);
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
