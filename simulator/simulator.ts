import type { WebhookJson } from '../contracts/voice-capability.ts';
import type { Write } from '../contracts/history.ts';
import type { Clock } from '../contracts/clock.ts';
import type { Random } from '../contracts/random.ts';
import type { Network } from './network.ts';
import type { Profile } from './profile.ts';

/** How a person or SIP endpoint behaves when a leg is connected to them. */
export type LegBehavior = 'answers' | 'answers-and-hangs-up' | 'busy' | 'never-answers' | 'rejects' | 'fails';

/** `twice-and-out-of-order`: each status event is sent twice, each copy after a random delay (by seed). */
export type EventDelivery = 'in-order' | 'twice-and-out-of-order';

type ApplicationWebhook = Pick<WebhookJson, 'address' | 'http_method'> &
  Partial<Pick<WebhookJson, 'connect_timeout' | 'socket_timeout'>>;

/** A `VoiceCapability`, or one without what the API has defaults for. */
export interface ApplicationVoice {
  readonly webhooks: {
    readonly answer_url: ApplicationWebhook;
    /** Absent: where the answer URL fails the call ends, and a running NCCO goes on. */
    readonly fallback_answer_url?: ApplicationWebhook;
    readonly event_url: ApplicationWebhook;
  };
  /** Default: true, as for new applications. */
  readonly signed_callbacks?: boolean;
}

export interface Application {
  readonly id: string;
  readonly capabilities: { readonly voice: ApplicationVoice };
}

/** Stands for DNS and the phone network. All addresses that it returns are on loopback. */
export interface Directory {
  /** URL of a webhook or stream → the address to connect to. */
  webhook(url: string): string;
  /** PEM of the authority that the certificates of webhooks are of. Default: the usual ones. */
  readonly authority?: string | undefined;
  /** A WebSocket URI of an NCCO → `ws://127.0.0.1:<port>/…`; undefined if no server has that name. */
  websocket(uri: string): string | undefined;
  person(endpoint: { readonly type: 'phone' | 'sip'; readonly to: string }): LegBehavior;
  /** Callers that a person takes at once, ringing included; further ones find the line busy. Default: not limited. */
  personLines?(): number | null;
}

/** How long a second of media lasts, and what the account allows in it. */
export interface Pace {
  readonly secondMs: number;
  /** New outbound legs; null: without a limit. */
  readonly callsPerSecond: number | null;
  /** Whether WebSocket legs count; the profile's reading if left out. */
  readonly countsWebsocketLegs?: boolean;
}

export interface SimulatorOptions {
  /**
   * The application that the Applications API holds at that moment, as `link` has written it. Read for each request: Vonage
   * does not document how soon a write reaches a running call (fact sheet 9).
   */
  readonly application: () => Application;
  readonly apiKey: string;
  /** Read at each delivery: it may change at any time. */
  readonly signatureSecret: () => string;
  readonly profile: Profile;
  /** How status events arrive. Default: in order. */
  readonly events?: EventDelivery;
  /** Read at each use: it may change at any time. Default: a second lasts 1 ms, and there is no limit. */
  readonly pace?: () => Pace;
  /** Every choice that Vonage does not document is drawn from one of these streams: one stream for each name. */
  readonly randomOf: (name: string) => Random;
  readonly directory: Directory;
  readonly write: Write;
  /** Default: the machine's. */
  readonly clock?: Clock;
  /** Default: sockets on this machine. */
  readonly network?: Network;
}

/** An `input` that listens to a caller. */
export interface Asked {
  /** 1 for the call's first one. */
  readonly question: number;
  /** Where Vonage will report what the caller did. */
  readonly eventUrl: string;
  readonly listensFor: ListensFor;
}

/** What an `input` takes: keys, speech, or both. */
export interface ListensFor {
  readonly speech: boolean;
  /** undefined: none. */
  readonly keys: { readonly most: number; readonly endsWithHash: boolean } | undefined;
}

/** What a caller does at an `input`, and what becomes of its event. Nothing in time, where neither keys nor words are given. */
export interface CallerAnswer {
  /** The caller hangs up instead. */
  readonly hangsUp?: true;
  /** `0-9*#`; the action takes as many as it asks for. */
  readonly keys?: string;
  readonly says?: { readonly text: string; /** 0 to 1. */ readonly confidence: number };
  /** The event goes there instead: somebody has changed the URL. */
  readonly eventUrl?: string;
  /** So many replies to the event are lost on their way, so that it comes again. Default: none. */
  readonly lostReplies?: number;
}

export interface CallPlan {
  /** Unique name of the call in the history. */
  readonly call: string;
  readonly from: string;
  readonly to: string;
  /** The caller hangs up after this long with a bot or a person; time without either does not count. */
  readonly talksForMs: number;
  /** The caller stays at least until it resolves: talking before that does not count. */
  readonly staysUntil?: Promise<unknown>;
  /** Further fields of the answer request: `custom_data` of a Client SDK call, `SipHeader_…` of a SIP call. Default: none. */
  readonly answerFields?: Readonly<Record<string, unknown>>;
  /** Keys the caller presses when a bot or an input action listens: `0-9*#`. Default: none. */
  readonly digits?: string;
  /** What the caller does at each `input`, once they do it. Default: they press `digits`. */
  readonly answers?: (asked: Asked) => Promise<CallerAnswer>;
  /** Resolves when the caller has left a message that is recorded. Default: they speak for eight seconds of media. */
  readonly leavesMessage?: () => Promise<unknown>;
  /** Takes what hears of each key (`0-9*#`) that the caller presses while a bot listens; returns how that ends. */
  readonly onKeys?: (press: (key: string) => void) => () => void;
  /** The caller hangs up when it resolves. */
  readonly hangsUp?: Promise<unknown>;
  /** The caller hangs up after this long without a bot or a person, ms. Default: two minutes. */
  readonly waitsForMs?: number;
  /** `original_request.url` comes without any query, also without the URL's own one. */
  readonly losesQuery?: true;
}

export interface Simulator {
  /**
   * One inbound call, from `started` to the last `completed`. Resolves when every event is delivered or lost.
   */
  placeCall(plan: CallPlan): Promise<void>;
  /**
   * Opens this many connections to each of the application's hosts, as earlier calls would have left them. Does nothing in a
   * profile that keeps none.
   */
  openConnections(each: number): Promise<void>;
  /** Ends running calls and closes sockets. */
  stop(): Promise<void>;
}
