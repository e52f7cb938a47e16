import type { CheckSettings } from '../contracts/check-settings.ts';
import type { Ports } from './ports.ts';
import type { LiveSecrets } from '../contracts/signature-secret.ts';

/** A webhook's request, as the platform would send it. */
export interface WebhookRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Empty for a GET. */
  readonly body: string;
}

export interface WebhookReply {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** Resolves to whatever was answered; rejects where nothing was, and when the signal aborts. */
export type AskWebhook = (request: WebhookRequest, signal: AbortSignal) => Promise<WebhookReply>;

/** What the synthetic check is given from outside. */
export interface CheckPorts extends Ports {
  readonly check: CheckSettings;
  /** From the store, each time: what was rotated a moment ago must not look like a failure. */
  readonly readSecrets: (signal: AbortSignal) => Promise<LiveSecrets>;
  /** The deployment record's text; undefined: there is none. */
  readonly readRecord: (signal: AbortSignal) => Promise<string | undefined>;
  readonly askOwn: AskWebhook;
  readonly askOther: AskWebhook;
  /** A new UUID. */
  readonly newId: () => string;
}
