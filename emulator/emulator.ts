import type { OutboundSettings } from '../contracts/function-settings.ts';
import type { OutputsFile } from '../contracts/outputs.ts';
import type { VoiceCapability } from '../contracts/voice-capability.ts';
import type { EmulatorNote } from '../contracts/history.ts';
import type { Served } from './lambda/invocation-meter.ts';
import type { ProcessWait } from './emulator-news.ts';

export type RegionRole = 'primary' | 'secondary';
export type Route = 'answer' | 'event' | 'websocket-disconnected' | 'fallback' | 'health';

/** How a broken listener treats connections. */
export type NetworkFault =
  | 'refuses'
  | 'black-hole'
  | 'accepts-and-hangs'
  /** Responses arrive at one byte a second. */
  | 'drips'
  /** New connections are served; a further request on a connection is reset, as one that the server has closed meanwhile. */
  | 'resets-kept-connections';

/** A certificate that no client takes. `wrong-name`: of the right authority, for another host. */
export type TlsFault = 'tls-expired' | 'tls-self-signed' | 'tls-wrong-name';

/** A response in the place of what a listener serves. */
export interface OtherAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What is wrong with a host that clients reach by its name: with its connections, its certificate or its responses. */
export type HostFault =
  | NetworkFault
  | TlsFault
  /** The connection is reset when a request has arrived, and nothing is done. */
  | 'resets-before'
  /** What was asked is done, and the connection is reset in the middle of the response. */
  | 'resets-during'
  | { readonly answers: OtherAnswer };

/** Some requests to functions fail, and the others are slow. */
export interface BrownOut {
  /** Share of the requests that fail, 0 to 1. */
  readonly fails: number;
  /** How many times as long the others take, cold starts included. */
  readonly times: number;
  /** Decides which requests of each function fail. */
  readonly seed: number;
}

/** URLs of one region, all `http://127.0.0.1:<port>/…`. */
export interface RegionUrls {
  readonly region: string;
  readonly answer: string;
  readonly event: string;
  readonly websocketDisconnected: string;
  /** Straight to the API. */
  readonly fallback: string;
  readonly health: string;
  /** `/fallback` through the region's CloudFront distribution. */
  readonly distribution: string;
}

/** The one line of `npm run local -- --json`. */
export interface EmulatorDescription {
  readonly application: { readonly id: string; readonly apiKey: string; readonly signatureSecret: string };
  readonly primary: RegionUrls;
  readonly secondary: RegionUrls;
  /** `fallback` and each served NCCO by name. */
  readonly static: Readonly<Record<string, string>>;
  readonly voice: VoiceCapability;
}

/** Undoes what was done; safe to call twice. */
export type Undo = () => Promise<void>;

/** An object of a journal bucket. */
export interface JournalObject {
  readonly key: string;
  readonly text: string;
  /** How often the key was written: 1 where writes are conditional. */
  readonly writes: number;
}

/** Since the emulator started; the difference of two is what happened in between. */
export interface SecretReads {
  readonly reads: number;
  /** Environments that were started, and those of them that have ended. */
  readonly started: number;
  readonly ended: number;
}

/** Both regions and the static tier, running on loopback. */
export interface Emulator {
  readonly description: EmulatorDescription;
  readonly outputs: OutputsFile;
  /** WebSocket URIs in the functions' settings, by role: the bots that the NCCOs will connect. null: there is no bot. */
  readonly websocketUris: Readonly<Record<RegionRole, string>> | null;
  /** The number in the functions' settings, E.164 digits: the number that callers dial. */
  readonly callerNumber: string;
  /** What the functions' settings say of the Vonage account's rate and of the person's lines. */
  readonly outbound: OutboundSettings;
  /** Whether the functions require a signature; otherwise only an address. */
  readonly asksForSignature: boolean;
  /** `https://<name of this deployment>` → `http(s)://127.0.0.1:<port>`; other URLs, and those of a hidden host, come back unchanged. */
  localize(text: string): string;
  /** Every note from now on; returns how to stop listening. */
  onNote(listener: (note: EmulatorNote) => void): () => void;
  /** A process of the local system waited for a core, or its event loop was behind. */
  onCpuWait(listener: (wait: ProcessWait) => void): () => void;
  /** The result of each request to a function, with the time that its environment lost to a busy machine. */
  onServed(listener: (served: Served) => void): () => void;
  /** The client whose request a distribution has forwarded on this connection (`address:port`); else the same one. */
  viewerOf(client: string): string;
  /** Resolves when all that the processes have reported so far has arrived. */
  settled(): Promise<void>;

  /** The last lines that functions wrote, each with its function's name; for when something failed. */
  functionOutput(): readonly string[];

  /**
   * The region's API, bucket, secret and parameter stores and Lambda together; its CloudFront distribution is not in the region.
   * `drips` and `resets-kept-connections` are faults on the way to the API, and leave the rest as it is.
   */
  breakRegion(role: RegionRole, fault: NetworkFault): Promise<Undo>;
  /** The region's API alone. @throws for a `TlsFault` where the emulator has no TLS */
  breakApi(role: RegionRole, fault: HostFault): Promise<Undo>;
  /** No name server knows the API's name: CloudFront finds no such origin, and `localize` no such host. */
  hideApi(role: RegionRole): Promise<Undo>;
  /** The region's own distributions, of which CloudFront has one for each application. */
  breakDistribution(role: RegionRole, fault: HostFault): Promise<Undo>;
  /** CloudFront forgets what it has cached, errors too, as after an invalidation of everything. */
  invalidate(): Promise<void>;
  /** The time of day of the region's API and functions is so much ahead, ms. */
  setClockAhead(role: RegionRole, ms: number): Promise<Undo>;
  breakWithBrownOut(role: RegionRole, brownOut: BrownOut): Promise<Undo>;
  /** CloudFront: the distributions of both regions and of the static tier. */
  breakEdge(fault: NetworkFault): Promise<Undo>;
  /** The static tier's bucket. CloudFront still serves what it has cached. */
  breakStaticBucket(fault: NetworkFault): Promise<Undo>;
  breakSecretStore(role: RegionRole, fault: NetworkFault): Promise<Undo>;
  breakJournalBucket(role: RegionRole, fault: NetworkFault): Promise<Undo>;
  breakParameterStore(role: RegionRole, fault: NetworkFault): Promise<Undo>;
  /** `hangs`: the environment is stopped in mid-invocation. `crashes`: its process exits. `throttled`: no concurrency. */
  breakFunction(role: RegionRole, route: Route, fault: 'hangs' | 'crashes' | 'throttled'): Promise<Undo>;
  /** Runs another bundle (a folder with index.cjs or index.mjs) in the function's place; environments are recycled. Undone, the bundle before runs again. */
  replaceBundle(role: RegionRole, route: Route, codeDirectory: string): Promise<Undo>;
  /** Every environment is recycled; the store then holds this value. */
  setSecret(role: RegionRole, value: string): Promise<Undo>;
  /** Every environment is recycled; the store then never answers for the secrets that the call flow declares, and does for the signature's. */
  withholdSecretsOfCallFlow(role: RegionRole): Promise<Undo>;
  /** What the region's functions have asked of its secret store since the emulator started. */
  secretReads(role: RegionRole): Promise<SecretReads>;
  /**
   * From now on each invocation meets a cold environment. With `readyAfterMs`, it starts to serve that long
   * after the request's arrival (or as soon as it can, if that is later).
   */
  makeCold(role: RegionRole, route: Route, readyAfterMs?: number): Promise<Undo>;
  /** The account lets so many environments of the region run at once, over all functions; more are throttled. */
  limitConcurrency(role: RegionRole, environments: number): Promise<Undo>;
  /** Discards the environments of a route, so that the next invocation is cold. */
  recycle(role: RegionRole, route: Route): Promise<void>;
  /** Starts this many environments in advance, each past its first invocation's module loading. */
  warm(role: RegionRole, route: Route, environments: number): Promise<void>;
  /** Cold starts (ms from the request's arrival to the handler's start) of a route since the emulator started. */
  coldStartsMs(role: RegionRole, route: Route): Promise<readonly number[]>;
  /** Keys in the region's journal bucket. */
  journalKeys(role: RegionRole): Promise<readonly string[]>;
  /** What the region's journal bucket holds under these keys. */
  journalObjects(role: RegionRole, keys: readonly string[]): Promise<readonly JournalObject[]>;

  /**
   * AWS itself does otherwise than is assumed: one of broken-assumptions.ts, by its name. One at a time.
   * @throws for an unknown name, with all there are
   */
  breakAssumption(name: string): Promise<Undo>;

  /** Stops every process. Safe to call twice. */
  stop(): Promise<void>;
}
