import type { CheckSettings } from '../contracts/check-settings.ts';
import type { Ports } from './ports.ts';
import type { LiveSecrets } from '../contracts/signature-secret.ts';

/** A webhook request, as Vonage would send it. */
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

/** Resolves to the reply, whatever its status; rejects when there is no reply or the signal aborts. */
export type AskWebhook = (request: WebhookRequest, signal: AbortSignal) => Promise<WebhookReply>;

/** The synthetic check's dependencies. */
export interface CheckPorts extends Ports {
  readonly check: CheckSettings;
  /** Reads the store each time, so that a secret rotated a moment ago does not look like a failure. */
  readonly readSecrets: (signal: AbortSignal) => Promise<LiveSecrets>;
  /** The deployment record's text; undefined if there is no record. */
  readonly readRecord: (signal: AbortSignal) => Promise<string | undefined>;
  readonly askOwn: AskWebhook;
  readonly askOther: AskWebhook;
  /** A new UUID. */
  readonly newId: () => string;
}
