import type { Exchange, HttpRequest, Sending } from './http/exchange.ts';
import type { LegControl } from './rest-control.ts';

/** What the caller's side of a conversation with a bot is. */
export interface Session {
  readonly contentType: string;
  readonly headers: Readonly<Record<string, unknown>>;
  /** Pressed at once: `0-9*#`. */
  readonly digits: string;
  /** Takes what hears of each key that the caller presses; returns how that ends. */
  readonly onKeys: ((press: (key: string) => void) => () => void) | undefined;
  /** First audible frame from the bot. */
  readonly onHeard: () => void;
}

/** An open WebSocket between Vonage and a bot. */
export interface BotLine {
  /**
   * The conversation, until the line is closed. Resolves with when the bot was last heard, in the clock's ms; undefined where
   * it never was.
   */
  talk(session: Session): Promise<number | undefined>;
  /** Vonage closes it as WebSocket wants it, and cuts it where the bot does not answer. */
  close(): void;
  /** Vonage cuts it. */
  cut(): void;
}

export type Opened =
  | { readonly kind: 'open'; readonly line: BotLine }
  | { readonly kind: 'failed'; readonly detail: string }
  | { readonly kind: 'timeout' };

/** All that the simulator reaches of the world outside: webhooks, files, bots. On loopback, or simulated too. */
export interface Network {
  /** Sends one request; never rejects. */
  exchange(request: HttpRequest, sending: Sending): Promise<Exchange>;
  /** The handshake alone. The caller hears nothing meanwhile, so `timeoutMs` is real time. `giveUp` ends it early. */
  openWebsocket(
    uri: string,
    headers: Readonly<Record<string, string>>,
    timeoutMs: number,
    giveUp: Promise<void>,
  ): Promise<Opened>;
  /** Opens so many connections to each of these, as earlier calls would have left them; none where none are kept. */
  openConnections(urls: readonly string[], each: number): Promise<void>;
  /** Offers REST control of the running legs, by uuid. Resolves with its base URL: `region_url` of the answer webhook. */
  offerControl(legs: ReadonlyMap<string, LegControl>): Promise<string>;
  /** Resolves when every socket is closed. */
  close(): Promise<void>;
}
