import type { Timeouts } from './settings/timeouts.ts';

/** A folder of functions/, and the last part of its URL. */
export type RouteName = 'answer' | 'event' | 'websocket-disconnected' | 'fallback' | 'health';

export interface Route {
  readonly name: RouteName;
  /** Prefix of the logical ids. */
  readonly id: string;
  readonly methods: readonly ('GET' | 'POST')[];
  /**
   * Permitted callers where API Gateway checks addresses: addresses in the ranges, this region's CloudFront distribution, or
   * all (health checks come from any address).
   */
  readonly from: 'ranges' | 'distribution' | 'anywhere';
  /** The webhook whose timeouts apply. */
  readonly timeouts: keyof Timeouts;
  /** Of `/<name>/{state}`, where a caller waits for the answer; absent: there is no such path. */
  readonly state?: { readonly timeouts: keyof Timeouts; readonly methods: Route['methods'] };
}

export const ROUTES: readonly Route[] = [
  { name: 'answer', id: 'Answer', methods: ['POST'], from: 'ranges', timeouts: 'answer' },
  {
    name: 'event',
    id: 'Event',
    methods: ['POST'],
    from: 'ranges',
    timeouts: 'event',
    // GET for an application's action with an eventMethod of its own.
    state: { timeouts: 'websocketDisconnected', methods: ['POST', 'GET'] },
  },
  {
    name: 'websocket-disconnected',
    id: 'WebsocketDisconnected',
    methods: ['POST'],
    from: 'ranges',
    timeouts: 'websocketDisconnected',
  },
  { name: 'fallback', id: 'Fallback', methods: ['GET', 'POST'], from: 'distribution', timeouts: 'fallback' },
  { name: 'health', id: 'Health', methods: ['GET'], from: 'anywhere', timeouts: 'answer' },
];

/** A folder of functions/ with a handler: one per route, and the synthetic check, which has no URL. */
export type FunctionName = RouteName | 'synthetic-check';

export const FUNCTION_NAMES: readonly FunctionName[] = [...ROUTES.map(({ name }) => name), 'synthetic-check'];

/**
 * `/fallback` without CloudFront, for when CloudFront is down. It is a separate path where API Gateway requires on `/fallback`
 * the API key that only CloudFront has.
 */
export const FALLBACK_DIRECT = 'fallback-direct';
