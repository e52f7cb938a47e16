import { createServer, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, RequestListener, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EmulatorNote } from '../../../contracts/history.ts';
import { distributionRequestListener } from '../../../emulator/cloudfront/distribution-request-listener.ts';
import type {
  BehaviorModel,
  DistributionModel,
  ErrorResponseModel,
  OriginModel,
} from '../../../emulator/deployment.ts';

export const API_HOST = 'abc.execute-api.eu-west-1.amazonaws.com';
export const FILES_HOST = 'files.s3.eu-north-1.amazonaws.com';
const NCCOS = { stack: 'app-static', logicalId: 'Nccos', type: 'Custom::CDKBucketDeployment' };

export const API_ORIGIN: OriginModel = {
  id: 'api',
  hostName: API_HOST,
  originPath: '/prod',
  kind: 'custom',
  hasOriginAccessControl: false,
  connectionAttempts: { value: 1, isDefault: false },
  connectionTimeoutMs: { value: 150, isDefault: false },
  readTimeoutMs: { value: 150, isDefault: false },
  customHeaders: {},
};
export const FILES_ORIGIN: OriginModel = {
  ...API_ORIGIN,
  id: 'files',
  hostName: FILES_HOST,
  originPath: '',
  kind: 's3',
  hasOriginAccessControl: true,
  objects: [{ key: 'static/fallback.json', where: NCCOS, source: '/out/asset.1/fallback.json' }],
};
export const API_BEHAVIOR: BehaviorModel = {
  pathPattern: '*',
  originId: 'api',
  allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
  caches: false,
  cache: {
    policy: 'CachingDisabled',
    minTtlSeconds: 0,
    defaultTtlSeconds: 0,
    maxTtlSeconds: 0,
    queryString: false,
    headerNames: [],
  },
  forwards: {
    policy: 'AllViewerExceptHostHeader',
    headers: 'all-except',
    headerNames: ['host'],
    queryString: true,
  },
};
export const NO_FORWARDING: BehaviorModel['forwards'] = {
  policy: 'none',
  headers: 'none',
  headerNames: [],
  queryString: false,
};
export const FILES_BEHAVIOR: BehaviorModel = {
  pathPattern: '/static/*',
  originId: 'files',
  allowedMethods: ['GET', 'HEAD'],
  caches: true,
  cache: {
    policy: 'CachingOptimized',
    minTtlSeconds: 1,
    defaultTtlSeconds: 86_400,
    maxTtlSeconds: 31_536_000,
    queryString: false,
    headerNames: [],
  },
  forwards: NO_FORWARDING,
};

export function mapped(errorCode: number, ttlSeconds = 0): ErrorResponseModel {
  return {
    errorCode,
    responseCode: 200,
    responsePagePath: '/static/fallback.json',
    errorCachingMinTtlSeconds: { value: ttlSeconds, isDefault: false },
  };
}

export const DISTRIBUTION: DistributionModel = {
  where: { stack: 'app', logicalId: 'Front', type: 'AWS::CloudFront::Distribution' },
  arn: 'arn:aws:cloudfront::111111111111:distribution/EFRONT',
  account: '111111111111',
  hostName: 'd111.cloudfront.net',
  origins: [API_ORIGIN, FILES_ORIGIN],
  behaviors: [FILES_BEHAVIOR, API_BEHAVIOR],
  errorResponses: [400, 403, 404, 500, 502, 503, 504].map((code) => mapped(code)),
};

/** Viewers by the loopback address that they come from. */
const VIEWERS = { '127.0.7.1': '203.0.113.9', '127.0.7.2': '2001:db8::9' };

export interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}
/** What an origin was asked. */
export interface Asked {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Harness {
  readonly notes: Omit<EmulatorNote, 'atMs'>[];
  readonly asked: { readonly api: Asked[]; readonly files: Asked[] };
  /** ms that the caches see. */
  nowMs: number;
  /** Ports by host name; change or delete to break an origin. */
  readonly ports: Map<string, number>;
  api: RequestListener;
  files: RequestListener;
  ask(
    method: string,
    path: string,
    options?: { headers?: Record<string, string>; body?: string; leavesAfterMs?: number; from?: string },
  ): Promise<Answer>;
  close(): Promise<void>;
}

export const NCCO = '[{"action":"talk","text":"sorry"}]';

/** A distribution on loopback with two origins: the API answers `api`, the bucket an NCCO as JSON. */
export async function startDistribution(distribution: DistributionModel = DISTRIBUTION): Promise<Harness> {
  const servers: Server[] = [];
  const start = async (listener: RequestListener): Promise<number> => {
    const server = createServer(listener);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return (server.address() as AddressInfo).port;
  };
  const recording =
    (which: 'api' | 'files'): RequestListener =>
    (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        const { method, url, headers } = request;
        harness.asked[which].push({ method, url, headers, body });
        harness[which](request, response);
      });
    };
  const harness: Harness = {
    notes: [],
    asked: { api: [], files: [] },
    nowMs: 0,
    ports: new Map(),
    api: (_request, response) => response.end('api'),
    files: (_request, response) =>
      response
        .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'max-age=60' })
        .end(NCCO),
    ask: (method, path, { headers = {}, body, leavesAfterMs, from = '127.0.0.1' } = {}) =>
      new Promise((resolve, reject) => {
        const request = httpRequest({
          host: '127.0.0.1',
          localAddress: from,
          port,
          method,
          path,
          headers,
          agent: false,
        });
        if (leavesAfterMs !== undefined) setTimeout(() => request.destroy(), leavesAfterMs);
        request.on('error', reject).on('response', (response) => {
          let text = '';
          response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
          response.on('error', reject).on('end', () => {
            resolve({ status: response.statusCode, headers: response.headers, body: text });
          });
        });
        request.end(body);
      }),
    close: async () => {
      for (const server of servers) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
  harness.ports.set(API_HOST, await start(recording('api')));
  harness.ports.set(FILES_HOST, await start(recording('files')));
  const port = await start(
    distributionRequestListener({
      // However busy this machine is.
      waitMs: () => 0,
      distribution,
      connect: (hostName) => {
        const of = harness.ports.get(hostName);
        return of === undefined ? undefined : { host: '127.0.0.1', port: of };
      },
      note: (note) => harness.notes.push(note),
      addresses: VIEWERS,
      clock: () => harness.nowMs,
    }),
  );
  return harness;
}

/** A port without a listener. */
export async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
