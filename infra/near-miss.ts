import type { WebhookTimeouts } from '../contracts/settings/timeouts.ts';

/**
 * A request that takes longer was nearly too late, ms: half of the platform's socket timeout; or, where the gateway gives up
 * before that, the middle between our own deadline and the gateway's, so that it is told before it happens.
 */
export const nearMissMs = ({ socketMs, integrationMs, handlerMs }: WebhookTimeouts): number =>
  Math.round(socketMs / 2 < integrationMs ? socketMs / 2 : (handlerMs + integrationMs) / 2);
