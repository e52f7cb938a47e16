import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { checkSignature, tokenIdOf } from './check-signature.ts';
import { isRecord, parsed } from './seen.ts';
import type { Reply, Seen } from './seen.ts';

export interface EndpointsOptions {
  /** Address and port to listen on. Port 0: any. */
  readonly host: string;
  readonly port: number;
  /** First part of each path: a secret of the run, so that a request without it is not the platform's. */
  readonly prefix: string;
  readonly signatureSecret: string | undefined;
}

/** The webhooks of a calibration: they misbehave as `answer` says, and record what is asked of them. */
export interface Endpoints {
  readonly port: number;
  /** All requests since the last time, oldest first; those under way are as far as they are. */
  readonly take: () => readonly Seen[];
  readonly seen: () => readonly Seen[];
  /** Decides each reply from now on. */
  readonly answer: (replyTo: (request: Seen) => Reply) => void;
  readonly stop: () => Promise<void>;
}

type Draft = { -readonly [K in keyof Seen]: Seen[K] };

const DRIP_EVERY_MS = 200;
const FORWARDED = /^(x-forwarded-for|forwarded|via|cf-ray|x-forwarded-host|ngrok-.*|x-real-ip)$/;

/** @throws where the address cannot be listened on */
export async function startEndpoints({
  host,
  port,
  prefix,
  signatureSecret,
}: EndpointsOptions): Promise<Endpoints> {
  const requests: Draft[] = [];
  const connections = new Map<Socket, number>();
  let opened = 0;
  let replyTo: (request: Seen) => Reply = () => ({ does: 'answers', status: 404 });

  const handle = (request: IncomingMessage, body: string, response: ServerResponse): void => {
    const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
    if (!path.startsWith(`/${prefix}/`)) return void response.writeHead(404).end();
    const { authorization } = request.headers;
    const seen: Draft = {
      atMs: performance.now(),
      connection: connections.get(request.socket) ?? 0,
      method: request.method ?? '',
      path: path.slice(prefix.length + 1),
      query,
      fields: fieldsOf(body, query),
      contentType: request.headers['content-type'],
      isForwarded: Object.keys(request.headers).some((name) => FORWARDED.test(name)),
      signature: checkSignature(authorization, { query, body }, signatureSecret),
      tokenId: tokenIdOf(authorization),
      reply: 'answers',
      status: undefined,
      endedMs: undefined,
      endedBy: undefined,
    };
    requests.push(seen);
    const end = (by: 'us' | 'them'): void => {
      if (seen.endedMs !== undefined) return;
      seen.endedMs = performance.now();
      seen.endedBy = by;
    };
    response.once('finish', () => end('us'));
    response.once('close', () => end('them'));
    const reply = replyTo(seen);
    seen.reply = reply.does;
    seen.status = reply.does === 'answers' ? reply.status : reply.does === 'drips' ? 200 : undefined;
    carryOut(reply, request, response, () => end('us'));
  };

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => handle(request, Buffer.concat(chunks).toString('utf8'), response));
    request.on('error', () => undefined);
    response.on('error', () => undefined);
  });
  // Connections are the platform's to keep or to close.
  server.keepAliveTimeout = 0;
  server.requestTimeout = 0;
  server.on('connection', (socket) => {
    connections.set(socket, (opened += 1));
    socket.on('error', () => undefined);
    socket.once('close', () => connections.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(port, host, resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    take: () => requests.splice(0),
    seen: () => requests,
    answer: (decide) => void (replyTo = decide),
    async stop() {
      for (const socket of connections.keys()) socket.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function fieldsOf(body: string, query: string): Seen['fields'] {
  const value = body === '' ? undefined : parsed(body);
  return isRecord(value) ? value : Object.fromEntries(new URLSearchParams(query));
}

function carryOut(
  reply: Reply,
  { socket }: IncomingMessage,
  response: ServerResponse,
  end: () => void,
): void {
  switch (reply.does) {
    case 'answers': {
      const { status, body = '', contentType = 'application/json', location, afterMs = 0 } = reply;
      const timer = setTimeout(() => {
        response.writeHead(status, {
          'content-type': contentType,
          'content-length': Buffer.byteLength(body),
          ...(location === undefined ? {} : { location }),
        });
        response.end(body);
      }, afterMs);
      response.once('close', () => clearTimeout(timer));
      return;
    }
    case 'drips':
      return drip(response, reply);
    case 'hangs':
      return;
    case 'resets':
      end();
      return void socket.resetAndDestroy();
    case 'closes':
      end();
      return void socket.end();
    case 'sends-garbage':
      end();
      return void socket.end('this is no HTTP\r\n\r\n');
  }
}

function drip(response: ServerResponse, { forMs, body }: Extract<Reply, { does: 'drips' }>): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) });
  const pieces = Math.ceil(forMs / DRIP_EVERY_MS);
  let sent = 0;
  const timer = setInterval(() => {
    sent += 1;
    const upTo = Math.floor((body.length * sent) / pieces);
    const piece = body.slice(Math.floor((body.length * (sent - 1)) / pieces), upTo);
    if (sent < pieces) return void response.write(piece);
    clearInterval(timer);
    response.end(piece);
  }, DRIP_EVERY_MS);
  response.once('close', () => clearInterval(timer));
}
