import { request as httpRequest } from 'node:http';
import type { ApiModel, GatewayResponseModel, Where } from '../../../emulator/deployment.ts';
import { gatewayRequestListener } from '../../../emulator/gateway/gateway-request-listener.ts';
import type { InvocationMeter } from '../../../emulator/lambda/invocation-meter.ts';
import type { LambdaResult } from '../../../emulator/lambda/lambda-function.ts';
import { breakableListener, type BreakableListener } from '../../../emulator/network/breakable-listener.ts';
import { freePorts } from '../../../emulator/network/free-ports.ts';
import type { SourceAddresses } from '../../../emulator/network/source-addresses.ts';
import type { TakeNote } from '../../../emulator/note.ts';

export const where = (logicalId: string, type: string): Where => ({ stack: 'stack', logicalId, type });

export const apiModel = (changes: Partial<ApiModel> = {}): ApiModel => ({
  where: where('Api', 'AWS::ApiGateway::RestApi'),
  id: 'abcde12345',
  arn: 'arn:aws:execute-api:eu-central-1:123456781111:abcde12345',
  hostName: 'abcde12345.execute-api.eu-central-1.amazonaws.com',
  stage: 'prod',
  methods: (['POST', 'GET'] as const).map((httpMethod) => ({
    where: where(`${httpMethod}Answer`, 'AWS::ApiGateway::Method'),
    path: '/answer',
    httpMethod,
    functionId: 'AnswerFunction',
    permittedSources: ['arn:aws:execute-api:eu-central-1:123456781111:abcde12345/prod/*/answer'],
    integrationTimeoutMs: { value: 300, isDefault: false },
    apiKeyRequired: false,
  })),
  gatewayResponses: [],
  apiKeys: [],
  binaryMediaTypes: [],
  ...changes,
});

export const gatewayResponse = (responseType: string, statusCode: number): GatewayResponseModel => ({
  where: where(responseType, 'AWS::ApiGateway::GatewayResponse'),
  responseType,
  statusCode,
  templates: {},
  parameters: {},
});

export interface ProxyEvent {
  readonly headers: Readonly<Record<string, string>>;
  readonly multiValueHeaders: Readonly<Record<string, readonly string[]>>;
  readonly queryStringParameters: Readonly<Record<string, string>> | null;
  readonly multiValueQueryStringParameters: Readonly<Record<string, readonly string[]>> | null;
  readonly body: string | null;
  readonly isBase64Encoded: boolean;
  readonly requestContext: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

export const returned = (value: unknown): LambdaResult => ({ kind: 'returned', value });

export interface ServedApi {
  readonly url: string;
  readonly port: number;
  readonly listener: BreakableListener;
  readonly events: ProxyEvent[];
  readonly notes: Parameters<TakeNote>[0][];
}

/** A gateway on loopback in front of `invoke`. */
export async function serveApi(
  changes: Partial<ApiModel> = {},
  invoke: (meter: InvocationMeter) => Promise<LambdaResult> = () =>
    Promise.resolve(returned({ statusCode: 200, body: 'served' })),
  addresses: SourceAddresses = {},
): Promise<ServedApi> {
  const [port = 0] = await freePorts(1);
  const events: ProxyEvent[] = [];
  const notes: Parameters<TakeNote>[0][] = [];
  let random = 0;
  const listener = await breakableListener(
    port,
    gatewayRequestListener({
      api: apiModel(changes),
      invoke: (_id, event, _arrivedAtMs, meter) => {
        events.push(event as ProxyEvent);
        return invoke(meter);
      },
      foreignHosts: ['distribution.cloudfront.net'],
      addresses,
      note: (note) => notes.push(note),
      // However busy this machine is.
      waitMs: () => 0,
      random: () => (random = (random + 0.37) % 1),
    }),
  );
  return { url: `http://127.0.0.1:${port}`, port, listener, events, notes };
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A request with exactly these headers, in this case and order. */
export function ask(
  { port }: Pick<ServedApi, 'port'>,
  method: string,
  path: string,
  {
    headers = [],
    body = '',
    from = '127.0.0.1',
  }: {
    readonly headers?: readonly string[];
    readonly body?: string | Buffer;
    /** Loopback address. */
    readonly from?: string;
  } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const all = headers.some((name) => name.toLowerCase() === 'host')
      ? headers
      : ['Host', `127.0.0.1:${port}`, ...headers];
    const request = httpRequest(
      {
        host: '127.0.0.1',
        localAddress: from,
        port,
        method,
        path,
        headers: [...all, 'Content-Length', String(Buffer.byteLength(body))],
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}
