import type { ClientRequest } from 'node:http';
import type { WebSocket } from 'ws';
import type { Ticker } from './legs/ticker.ts';
import type { PlatformOptions } from './platform.ts';
import type { Webhooks } from './webhook.ts';

/** What all calls of one platform share. */
export interface Context {
  readonly options: PlatformOptions;
  readonly webhooks: Webhooks;
  /** Base URL of REST control: `region_url` of the answer webhook. */
  readonly regionUrl: string;
  /** Leg uuid → hangs that leg up. */
  readonly hangUps: Map<string, () => void>;
  readonly requests: Set<ClientRequest>;
  readonly sockets: Set<WebSocket>;
  readonly ticker: Ticker;
  stopped: boolean;
}
