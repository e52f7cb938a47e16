import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { s3RequestListener } from '../../../emulator/s3/s3-request-listener.ts';

/** What S3 does with the next request instead of answering it; `text` is a 200, half of it where something happens `after`. */
export type S3Fault =
  | number
  | 'resets'
  | 'hangs'
  /** It calls this, and never answers. */
  | { readonly hangs: () => void }
  /** It answers well, and late. */
  | { readonly lateMs: number }
  | { readonly text: string; readonly after?: 'breaks off' | 'stalls' };

export interface S3Server {
  /** All buckets, by name in the path. */
  readonly endpoint: string;
  readonly keys: (bucket: string) => readonly string[];
  /** `METHOD /path` of each request. */
  readonly requests: string[];
  /** `/BUCKET/KEY` of each object written: S3 sends an event of each, and of no refused write. */
  readonly written: string[];
  /** Headers of the latest request. */
  headers: IncomingMessage['headers'];
  /** Taken first; each is used once, unless it is the only one left and `forever` is set. */
  faults: S3Fault[];
  forever: boolean;
  /** The fault of one request (`METHOD /path`), every time; undefined: none. */
  faultOf: (request: string) => S3Fault | undefined;
  close(): Promise<void>;
}

/** The emulator's S3 on a loopback port, with buckets that are empty. */
export async function startS3(...names: readonly string[]): Promise<S3Server> {
  const listener = s3RequestListener({
    buckets: names.map((name) => ({
      where: { stack: 'a-stack', logicalId: 'Journal', type: 'AWS::S3::Bucket' },
      name,
      region: 'eu-west-1',
      objects: [],
    })),
    note: () => undefined,
  });
  const server = createServer((request, response) => {
    const line = `${request.method ?? ''} ${request.url ?? ''}`;
    s3.requests.push(line);
    s3.headers = request.headers;
    response.on('finish', () => {
      if (request.method === 'PUT' && response.statusCode === 200) s3.written.push(request.url ?? '');
    });
    const fault = s3.faultOf(line) ?? (s3.forever ? s3.faults[0] : s3.faults.shift());
    if (fault === undefined) listener(request, response);
    else if (typeof fault === 'object' && 'hangs' in fault) fault.hangs();
    else if (typeof fault === 'object' && 'lateMs' in fault)
      setTimeout(() => listener(request, response), fault.lateMs);
    else fail(fault, request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const s3: S3Server = {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    keys: (bucket) => listener.keys(bucket),
    requests: [],
    written: [],
    headers: {},
    faults: [],
    forever: false,
    faultOf: () => undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return s3;
}

function fail(
  fault: Exclude<S3Fault, { readonly lateMs: number } | { readonly hangs: () => void }>,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  if (fault === 'hangs') return;
  if (fault === 'resets') request.socket.destroy();
  else if (typeof fault === 'object') {
    const { text, after } = fault;
    response.writeHead(200, { 'content-length': String(Buffer.byteLength(text)) });
    if (after === undefined) response.end(text);
    else
      response.write(text.slice(0, text.length / 2), () => {
        if (after === 'breaks off') request.socket.destroy();
      });
  } else response.writeHead(fault).end('<Error><Code>SomeCode</Code></Error>');
}
