import { createServer } from 'node:http';
import type { OutgoingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto';
import { aCall } from './a-call.ts';

/** The application's keys, made for these tests. */
const KEYS = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
export const PRIVATE_KEY = KEYS.privateKey;
export const APPLICATION_ID = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab';

/** A recording as Vonage's event of it says: as large, and it begins as an mp3 file with a tag does. */
export const AUDIO = Buffer.concat([
  Buffer.from('ID3\u0004'),
  Buffer.from(Array.from({ length: aCall.record.size - 4 }, (_, index) => index % 251)),
]);

/** What the host does with the next request instead of serving it. */
export type MediaFault =
  | { readonly status: number; readonly location?: string }
  /** A 200 with another body. */
  | { readonly body: Buffer; readonly type: string | undefined }
  | { readonly breaksOffAfter: number }
  | { readonly hangsAfter: number };

export interface MediaHost {
  readonly origin: string;
  readonly requests: {
    readonly path: string;
    readonly range: string | undefined;
    readonly authorization: string | undefined;
  }[];
  readonly files: Map<string, Buffer>;
  contentType: string;
  /** Whether it knows `Range`. */
  ranges: boolean;
  faults: MediaFault[];
  close(): Promise<void>;
}

/** Vonage's media on loopback: serves requests with a token that the application's key has signed, and answers 401 to others. */
export async function startMediaHost(): Promise<MediaHost> {
  const server = createServer((request, response) => {
    const { url: path = '', headers } = request;
    const { range, authorization } = headers;
    host.requests.push({ path, range, authorization });
    const whole = host.files.get(path);
    if (!isSigned(authorization)) return response.writeHead(401).end();
    const fault = host.faults.shift();
    if (fault !== undefined && 'status' in fault)
      return response
        .writeHead(fault.status, fault.location === undefined ? {} : { location: fault.location })
        .end();
    if (fault !== undefined && 'body' in fault) {
      const { body, type } = fault;
      const headers: OutgoingHttpHeaders = { 'content-length': body.length };
      if (type !== undefined) headers['content-type'] = type;
      return response.writeHead(200, headers).end(body);
    }
    if (whole === undefined) return response.writeHead(404).end();
    const start = host.ranges ? Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0) : 0;
    if (start >= whole.length && start > 0)
      return response.writeHead(416, { 'content-range': `bytes */${String(whole.length)}` }).end();
    const body = whole.subarray(start);
    response.writeHead(start > 0 ? 206 : 200, {
      'content-type': host.contentType,
      'content-length': String(body.length),
      ...(start > 0
        ? { 'content-range': `bytes ${String(start)}-${String(whole.length - 1)}/${String(whole.length)}` }
        : {}),
    });
    if (fault === undefined) return response.end(body);
    const some = 'breaksOffAfter' in fault ? fault.breaksOffAfter : fault.hangsAfter;
    response.write(body.subarray(0, some), () => {
      if ('breaksOffAfter' in fault) setTimeout(() => request.socket.destroy(), 50);
    });
    return response;
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host: MediaHost = {
    origin: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    requests: [],
    files: new Map(),
    contentType: 'audio/mpeg',
    ranges: true,
    faults: [],
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return host;
}

/** RS256 by the application's key, for the application, not expired. */
function isSigned(authorization: string | undefined): boolean {
  const [header = '', claims = '', signature = ''] = (authorization ?? '').replace(/^Bearer /, '').split('.');
  const verify = createVerify('RSA-SHA256').update(`${header}.${claims}`);
  if (!verify.verify(createPublicKey(KEYS.publicKey), signature, 'base64url')) return false;
  const { application_id: id, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as {
    application_id?: string;
    exp?: number;
  };
  return id === APPLICATION_ID && (exp ?? 0) > Date.now() / 1000;
}
