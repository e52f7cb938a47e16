import { writeFile } from 'node:fs/promises';
import { Agent, type IncomingMessage, type ServerResponse, request as httpRequest } from 'node:http';
import { createServer } from 'node:https';
import { join } from 'node:path';
import { temporaryFolder } from '../../contracts/temporary-folder.ts';
import type { Undo } from '../emulator.ts';
import { createAuthority, createCertificate } from '../network/certificates.ts';
import { freePorts } from '../network/free-ports.ts';
import type { OutsideHosts } from './outside-hosts.ts';

/** What is wrong with a host outside AWS, or with the application behind it. */
export type OutsideFault =
  'refuses' | 'hangs' | 'is-slow' | 'answers-html' | 'redirects' | 'answers-500' | 'answers-invalid-ncco';

/** One request to the host, once it is over. */
export interface OutsideRequest {
  /** `performance.now()` of this process, at its arrival. */
  readonly atMs: number;
  readonly tookMs: number;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly body: string;
  /** Undefined: it was given up before. */
  readonly status: number | undefined;
}

/** A host outside AWS on loopback: TLS, and an application behind it. */
export interface OutsideHost {
  readonly hosts: OutsideHosts;
  /** One at a time. */
  readonly break: (fault: OutsideFault) => Promise<Undo>;
  /** Returns how to stop listening. */
  readonly onRequest: (listener: (request: OutsideRequest) => void) => () => void;
  /** Safe to call twice. */
  readonly stop: () => Promise<void>;
}

/** Longer than any caller waits. */
const SLOW_MS = 5000;

/** What a fault answers in the place of the application. */
const ANSWERS: Partial<
  Readonly<Record<OutsideFault, readonly [status: number, type: string, body: string]>>
> = {
  'answers-html': [200, 'text/html', '<!doctype html><title>Maintenance</title><p>We are back soon.</p>'],
  redirects: [302, 'text/plain', 'Moved.'],
  'answers-500': [500, 'application/json', '{"error":"Internal Server Error"}'],
  'answers-invalid-ncco': [200, 'application/json', '[{"action":"speak","text":"Hello."}]'],
};

/**
 * Starts the TLS host of an application, with a certificate of an authority of its own.
 * @param names of the host: `voice.example.com`
 * @param port of the application on 127.0.0.1, plain HTTP
 */
export async function startOutsideHost(
  names: readonly [string, ...(readonly string[])],
  port: number,
): Promise<OutsideHost> {
  const { folder, remove } = temporaryFolder('outside-host');
  const authority = await createAuthority();
  const authorityFile = join(folder, 'authority.pem');
  await writeFile(authorityFile, authority.cert);
  const [listensOn = 0] = await freePorts(1);
  const agent = new Agent({ keepAlive: false });
  const listeners = new Set<(request: OutsideRequest) => void>();
  let fault: OutsideFault | undefined;

  const server = createServer(await createCertificate(names, authority), (request, response) => {
    const atMs = performance.now();
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.once('end', () => {
      const body = Buffer.concat(chunks);
      const answer = fault && ANSWERS[fault];
      const passOn = (): void => forward(request, response, { body, port, agent });
      if (answer !== undefined) answerWith(response, answer, names[0]);
      else if (fault === 'is-slow') setTimeout(passOn, SLOW_MS).unref();
      else if (fault === undefined) passOn();
    });
    response.once('close', () => {
      const { method = '', url: path = '' } = request;
      const status = response.writableFinished ? response.statusCode : undefined;
      const body = Buffer.concat(chunks).toString();
      for (const each of listeners)
        each({ atMs, tookMs: performance.now() - atMs, method, path, body, status });
    });
  });
  server.on('tlsClientError', () => undefined);
  const listen = (): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen({ port: listensOn, host: '127.0.0.1', backlog: 511 }, () => {
        server.off('error', reject);
        resolve();
      });
    });
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  await listen();
  return {
    hosts: { ports: Object.fromEntries(names.map((name) => [name, listensOn])), authorityFile },
    break: async (next) => {
      if (fault !== undefined)
        throw new Error(`${names.join(' and ')} is broken already (${fault}). Undo that fault first.`);
      fault = next;
      if (next === 'refuses') await close();
      return async () => {
        if (fault !== next) return;
        fault = undefined;
        if (next === 'refuses') await listen();
      };
    },
    onRequest: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: async () => {
      if (server.listening) await close();
      agent.destroy();
      remove();
    },
  };
}

function answerWith(
  response: ServerResponse,
  [status, type, body]: readonly [number, string, string],
  name: string,
): void {
  const location = status === 302 ? { location: `https://www.${name}/` } : {};
  response.writeHead(status, { 'content-type': type, ...location }).end(body);
}

/** As a proxy does: as it came, and 502 where the application is gone. */
function forward(
  { method, url: path, rawHeaders: headers }: IncomingMessage,
  response: ServerResponse,
  { body, port, agent }: { readonly body: Buffer; readonly port: number; readonly agent: Agent },
): void {
  const onward = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(response);
    answer.once('error', () => response.destroy());
  });
  onward.once('error', () => {
    if (response.headersSent) response.destroy();
    else response.writeHead(502).end();
  });
  response.once('close', () => onward.destroy());
  onward.end(body);
}
