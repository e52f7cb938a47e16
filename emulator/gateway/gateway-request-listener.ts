import { randomUUID } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { performance } from 'node:perf_hooks';
import { systemClock, type WallClock } from '../../contracts/clock.ts';
import { AS_ASSUMED } from '../assumed.ts';
import type { AssumedGateway } from '../assumed.ts';
import { type ApiModel, describeResource } from '../deployment.ts';
import { InvocationMeter, type Served } from '../lambda/invocation-meter.ts';
import type { LambdaResult } from '../lambda/lambda-function.ts';
import { sourceAddress } from '../network/source-addresses.ts';
import type { SourceAddresses } from '../network/source-addresses.ts';
import type { TakeNote } from '../note.ts';
import { createGateway, type InvokeMethod } from './create-gateway.ts';
import type { ProxyResponse } from './proxy-response.ts';
import { readBody } from './read-body.ts';
import { withinIntegrationTimeout } from './within-integration-timeout.ts';

export interface GatewayOptions {
  readonly api: ApiModel;
  readonly invoke: (
    functionId: string,
    event: unknown,
    arrivedAtMs: number,
    meter: InvocationMeter,
  ) => Promise<LambdaResult>;
  /** A request to a function has its answer, or its client has left. */
  readonly onServed?: (served: Served) => void;
  /** Names of the deployment that are not this API's: a request with one of them as Host is refused. */
  readonly foreignHosts: readonly string[];
  /** Who the clients are. */
  readonly addresses: SourceAddresses;
  readonly note: TakeNote;
  /** The time of day. Default: the machine's. */
  readonly clock?: WallClock;
  /** Its connections are behind TLS, as in AWS. */
  readonly isTls?: boolean;
  /** [0, 1). */
  readonly random: () => number;
  readonly assumed?: () => AssumedGateway;
  /** What this process has waited for a core so far, ms; as the kernel says if left out. */
  readonly waitMs?: () => number;
}

/**
 * A region's REST API as an HTTP listener.
 * @throws when the API uses what the emulator does not emulate, by name
 */
export function gatewayRequestListener(options: GatewayOptions): RequestListener {
  const assumed = options.assumed ?? (() => AS_ASSUMED.gateway);
  const gateway = createGateway({ ...options, assumed, clock: options.clock ?? systemClock });
  return (request, response) => {
    response.on('error', () => undefined);
    serve(options, gateway, request, response).catch((error: unknown) => {
      // Our own mistake, never the client's: visible, and the region lives on.
      options.note({
        level: 'suspect',
        resource: describeResource(options.api.where),
        setting: 'the emulator itself',
        text: `The gateway stand-in failed: ${error instanceof Error ? error.message : String(error)}`,
      });
      response.destroy();
    });
  };
}

async function serve(
  options: GatewayOptions,
  gateway: ReturnType<typeof createGateway>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const arrivedAtMs = performance.now();
  // Not known any more once the client has left.
  const sender = sourceAddress(options.addresses, request.socket);
  const client = `${request.socket.remoteAddress}:${request.socket.remotePort}`;
  const localPort = options.isTls === true ? undefined : (request.socket.localPort ?? 80);
  const body = await readBody(request);
  if (body === 'truncated') return;

  const invoke: InvokeMethod = async (method, event) => {
    const meter = new InvocationMeter();
    const served = once(() => {
      const { waitedMs, heldMs, isCold, isThrottledByWaits } = meter;
      const toMs = performance.now();
      const read = { waitedMs, heldMs, isCold, isThrottledByWaits };
      options.onServed?.({ client, fromMs: arrivedAtMs, toMs, ...read });
    });
    response.once('close', served);
    const invoked = {
      result: options.invoke(method.functionId, event, arrivedAtMs, meter),
      meter,
      waitMs: options.waitMs,
    };
    const result = await withinIntegrationTimeout(method, response, options.note, invoked);
    served();
    return response.destroyed ? undefined : result;
  };
  const { method = '', url = '', httpVersion, headers, rawHeaders } = request;
  const asked = { method, target: url, httpVersion, headers, rawHeaders, body, sender, localPort };
  const answer = await gateway({ ...asked, requestId: randomUUID() }, invoke);
  if (answer !== undefined) send(response, answer);
}

function send(response: ServerResponse, { statusCode, headers, body }: ProxyResponse): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('content-length', body.length);
  response.statusCode = statusCode;
  response.end(body);
}

function once(action: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) action();
    isDone = true;
  };
}
