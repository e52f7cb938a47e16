import { type Clock, sleep, within } from '../../contracts/clock.ts';
import type { Changes } from './changes.ts';

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
  /** Before its response: nothing is done. During it: what was asked is done, and the response does not arrive whole. */
  | { readonly kind: 'resets'; readonly when: 'before' | 'during' }
  /** The response arrives at one byte a second. */
  | { readonly kind: 'drips' }
  /** Something else answers in its place. */
  | { readonly kind: 'answers'; readonly response: WireResponse };

/** One host. Its fault is asked at each request, and at each change while one is under way. */
export interface Host {
  readonly changes: Changes;
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
  if (found?.kind === 'refuses') return failed('connection-reset');
  const leftMs = Math.min(silentMs, wholeMs) - LATENCY_MS;
  const answer = host.changes.unless(
    () => isCut(found, host.fault()),
    answerOf(host, found, request, clock),
    'cut' as const,
  );
  const served = await within(clock, Math.max(0, leftMs), answer, undefined);
  if (served === 'cut') return failed('connection-reset');
  if (served === undefined) return failed(silentMs <= wholeMs ? 'silent-too-long' : 'whole-too-long');
  if (found?.kind === 'resets') return failed('connection-reset');
  if (found?.kind === 'drips') {
    const dripsMs = bytesOf(served) * DRIP_MS_A_BYTE;
    const restMs = wholeMs - (clock.monotonicMs() - beganMs);
    const isLate = sleep(clock, Math.max(0, Math.min(dripsMs, restMs))).then(() => dripsMs > restMs);
    // Where it drips no more, the rest arrives at once.
    const isGivenUp = await host.changes.unless(() => host.fault() !== found, isLate, false);
    return isGivenUp ? failed('whole-too-long') : { kind: 'response', response: served };
  }
  await sleep(clock, LATENCY_MS);
  return { kind: 'response', response: served };
}

/** Faults that a server cannot have without losing its connections: they begin with a reset of those, as the hang ends with one. */
const LOSES_CONNECTIONS: readonly WireFault['kind'][] = [
  'refuses',
  'black-hole',
  'accepts-and-hangs',
  'drips',
];

const isCut = (before: WireFault | undefined, now: WireFault | undefined): boolean =>
  now !== before &&
  before?.kind !== 'drips' &&
  [before, now].some((fault) => fault !== undefined && LOSES_CONNECTIONS.includes(fault.kind));

/** What arrives on a connection: the status line and the headers too. */
const bytesOf = ({ headers, body }: WireResponse): number =>
  'HTTP/1.1 200 OK\r\n\r\n'.length +
  Object.entries(headers).reduce((bytes, [name, value]) => bytes + name.length + value.length + 4, 0) +
  body.length;

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
