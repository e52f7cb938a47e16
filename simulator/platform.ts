import type { WebhookJson } from '../contracts/voice-capability.ts';
import type { Write } from '../contracts/history.ts';
import type { Profile } from './profile.ts';

/** How somebody outside the project behaves when the platform connects a leg to them. */
export type LegBehavior = 'answers' | 'answers-and-hangs-up' | 'busy' | 'never-answers' | 'rejects' | 'fails';

/** `twice-and-out-of-order`: each status event is sent twice, each copy when it pleases, by seed. */
export type EventDelivery = 'in-order' | 'twice-and-out-of-order';

type ApplicationWebhook = Pick<WebhookJson, 'address' | 'http_method'> &
  Partial<Pick<WebhookJson, 'connect_timeout' | 'socket_timeout'>>;

/** A `VoiceCapability`, or one that leaves to the platform what the API lets one leave out. */
export interface ApplicationVoice {
  readonly webhooks: {
    readonly answer_url: ApplicationWebhook;
    readonly fallback_answer_url: ApplicationWebhook;
    readonly event_url: ApplicationWebhook;
  };
  /** Default: true, as for new applications. */
  readonly signed_callbacks?: boolean;
}

export interface Application {
  readonly id: string;
  readonly capabilities: { readonly voice: ApplicationVoice };
}

/** Names outside the platform: DNS, the phone network. All addresses it returns are on loopback. */
export interface Directory {
  /** A webhook or stream URL as the application names it → the address to connect to. */
  webhook(url: string): string;
  /** A WebSocket URI as the NCCO names it → `ws://127.0.0.1:<port>/…`, or undefined where nobody has that name. */
  websocket(uri: string): string | undefined;
  person(endpoint: { readonly type: 'phone' | 'sip'; readonly to: string }): LegBehavior;
}

export interface PlatformOptions {
  /**
   * As the Applications API holds it at that moment: what `link` has PUT. Looked up for each request; how soon a write
   * reaches a running call is unknown (fact sheet 9).
   */
  readonly application: () => Application;
  readonly apiKey: string;
  /** Asked at each delivery: it may be changed at any time. */
  readonly signatureSecret: () => string;
  readonly profile: Profile;
  /** How status events arrive. Default: in order. */
  readonly events?: EventDelivery;
  /** Every choice that the platform leaves open is drawn from this. */
  readonly seed: number;
  readonly directory: Directory;
  readonly write: Write;
}

export interface CallPlan {
  /** Unique name of the call in the history. */
  readonly call: string;
  readonly from: string;
  readonly to: string;
  /** The caller hangs up after this long with a bot or a person; time without anybody does not count. */
  readonly talksForMs: number;
  /** The caller stays at least until then: talking before it does not count. */
  readonly staysUntil?: Promise<unknown>;
  /** Keys the caller presses when a bot or an input action listens: `0-9*#`. Default: none. */
  readonly digits?: string;
}

export interface Platform {
  /**
   * One inbound call, from `started` to the last `completed`; resolves when every event is delivered or
   * lost. A call ends by itself after two minutes without a bot or a person: nobody waits longer.
   */
  placeCall(plan: CallPlan): Promise<void>;
  /** Ends running calls and closes sockets. */
  stop(): Promise<void>;
}
