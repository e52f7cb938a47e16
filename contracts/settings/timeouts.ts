/** Timeouts of one webhook, ms. `connect` and `socket` are configured at Vonage; the others are ours. */
export interface WebhookTimeouts {
  readonly connectMs: number;
  readonly socketMs: number;
  readonly integrationMs: number;
  readonly handlerMs: number;
}

export interface Timeouts {
  readonly answer: WebhookTimeouts;
  readonly event: WebhookTimeouts;
  /**
   * Of `/websocket-disconnected` and `/event/{state}`, where a caller waits. Vonage calls both with the event URL's timeouts:
   * `connectMs` and `socketMs` are equal.
   */
  readonly websocketDisconnected: WebhookTimeouts;
  readonly fallback: WebhookTimeouts & {
    /** CloudFront's timeouts for the API behind it: whole seconds, at least 1. */
    readonly distributionConnectMs: number;
    readonly distributionReadMs: number;
  };
}

export type TimeoutsName = 'shipped' | 'tight' | 'guarded';

/**
 * Of a handler's deadline, what is left for a call flow's own NCCO after an application that callbacks go on to, or a look-up, has used
 * up its time, ms.
 */
export const OWN_STEPS_MS = 100;

/** The shortest timeout of all: a request that ended sooner met none. */
export const SHORTEST_TIMEOUT_MS = 300;

/** Why these numbers: docs/decisions/002-timeouts.md. Their order is asserted at synth. */
export const TIMEOUTS: Readonly<Record<TimeoutsName, Timeouts>> = {
  shipped: {
    answer: { connectMs: 500, socketMs: 2000, integrationMs: 1200, handlerMs: 600 },
    event: { connectMs: 500, socketMs: 2500, integrationMs: 1800, handlerMs: 1400 },
    websocketDisconnected: { connectMs: 500, socketMs: 2500, integrationMs: 1200, handlerMs: 600 },
    fallback: {
      connectMs: 500,
      socketMs: 4000,
      distributionConnectMs: 1000,
      distributionReadMs: 2000,
      integrationMs: 1200,
      handlerMs: 300,
    },
  },
  tight: {
    answer: { connectMs: 300, socketMs: 1300, integrationMs: 700, handlerMs: 600 },
    event: { connectMs: 300, socketMs: 2000, integrationMs: 1500, handlerMs: 1200 },
    websocketDisconnected: { connectMs: 300, socketMs: 2000, integrationMs: 700, handlerMs: 600 },
    fallback: {
      connectMs: 300,
      socketMs: 2800,
      distributionConnectMs: 1000,
      distributionReadMs: 1000,
      integrationMs: 700,
      handlerMs: 300,
    },
  },
  /** For a call flow with `forwardTo`: an application has about a second, as `handlerMs` says, and our own steps the rest. */
  guarded: {
    answer: { connectMs: 500, socketMs: 2000, integrationMs: 1200, handlerMs: 1100 },
    event: { connectMs: 500, socketMs: 2500, integrationMs: 1800, handlerMs: 1400 },
    websocketDisconnected: { connectMs: 500, socketMs: 2500, integrationMs: 1200, handlerMs: 1100 },
    fallback: {
      connectMs: 500,
      socketMs: 4000,
      distributionConnectMs: 1000,
      distributionReadMs: 2000,
      integrationMs: 1200,
      handlerMs: 1100,
    },
  },
};
