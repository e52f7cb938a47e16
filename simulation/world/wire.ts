import { type Clock, sleep, within } from '../../contracts/clock.ts';

/** A request on its way to a host. */
export interface WireRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  /** The address that it comes from. */
  readonly sender: string;
}

export interface WireResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Headers with lower-case names and one value each. */
export const singleValues = (
  headers: Readonly<Record<string, string | readonly string[]>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')]),
  );

/** What is wrong on the way to a host, or at its door. */
export type WireFault =
  | { readonly kind: 'name-does-not-resolve' }
  | { readonly kind: 'refuses' }
  | { readonly kind: 'black-hole' }
  | { readonly kind: 'tls'; readonly why: 'expired' | 'self-signed' | 'wrong-name' }
  | { readonly kind: 'accepts-and-hangs' }
  /** Before its response: nothing is done. During it: what was asked is done, and the response does not arrive. */
  | { readonly kind: 'resets'; readonly when: 'before' | 'during' }
  /** The response arrives at one byte a second. */
  | { readonly kind: 'drips' }
  /** Something else answers in its place. */
  | { readonly kind: 'answers'; readonly response: WireResponse };

/** One host. Both are asked at each request. */
export interface Host {
  readonly fault: () => WireFault | undefined;
  readonly serve: (request: WireRequest) => Promise<WireResponse>;
}

/** How long a client waits on an open connection, ms. */
interface Limits {
  /** Nothing arrives for so long. */
  readonly silentMs: number;
  /** Since the connection. */
  readonly wholeMs: number;
}

export type WireError =
  | 'name-does-not-resolve'
  | 'connection-refused'
  | 'connect-timeout'
  | 'tls-fault'
  | 'connection-reset'
  | 'silent-too-long'
  | 'whole-too-long';

export type Reply =
  | { readonly kind: 'response'; readonly response: WireResponse }
  | { readonly kind: 'error'; readonly error: WireError };

const failed = (error: WireError): Reply => ({ kind: 'error', error });

/** One way, ms: between Vonage, CloudFront and a region. */
export const LATENCY_MS = 10;
const DRIP_MS_A_BYTE = 1000;
const ANSWERS_ITSELF_MS = 1;

/** Opens a connection; undefined: it is open. */
export async function connect(
  { fault }: Host,
  clock: Clock,
  connectMs: number,
): Promise<WireError | undefined> {
  const found = fault();
  switch (found?.kind) {
    case 'name-does-not-resolve':
      return 'name-does-not-resolve';
    case 'black-hole':
      await sleep(clock, connectMs);
      return 'connect-timeout';
    case 'refuses':
      await sleep(clock, LATENCY_MS);
      return 'connection-refused';
    case 'tls':
      await sleep(clock, LATENCY_MS * 2);
      return 'tls-fault';
    default:
      await sleep(clock, LATENCY_MS);
      return undefined;
  }
}

/** Sends one request on an open connection. */
export async function send(
  host: Host,
  request: WireRequest,
  clock: Clock,
  { silentMs, wholeMs }: Limits,
): Promise<Reply> {
  const beganMs = clock.monotonicMs();
  await sleep(clock, LATENCY_MS);
  const found = host.fault();
  if (found?.kind === 'resets' && found.when === 'before') return failed('connection-reset');
  const leftMs = Math.min(silentMs, wholeMs) - LATENCY_MS;
  const served = await within(clock, Math.max(0, leftMs), answerOf(host, found, request, clock), undefined);
  if (served === undefined) return failed(silentMs <= wholeMs ? 'silent-too-long' : 'whole-too-long');
  // What breaks while it is served breaks the response.
  const meanwhile = host.fault();
  if (meanwhile?.kind === 'resets') return failed('connection-reset');
  if (meanwhile?.kind === 'drips') {
    const dripsMs = served.body.length * DRIP_MS_A_BYTE;
    const restMs = wholeMs - (clock.monotonicMs() - beganMs);
    await sleep(clock, Math.max(0, Math.min(dripsMs, restMs)));
    return dripsMs > restMs ? failed('whole-too-long') : { kind: 'response', response: served };
  }
  await sleep(clock, LATENCY_MS);
  return { kind: 'response', response: served };
}

/** Never settles where nothing answers. */
async function answerOf(
  host: Host,
  fault: WireFault | undefined,
  request: WireRequest,
  clock: Clock,
): Promise<WireResponse> {
  switch (fault?.kind) {
    case 'accepts-and-hangs':
    case 'black-hole':
      return new Promise(() => undefined);
    case 'answers':
      await sleep(clock, ANSWERS_ITSELF_MS);
      return fault.response;
    default:
      return host.serve(request);
  }
}
