import type { Timeouts } from './settings/timeouts.ts';

/** A folder of functions/, and the last part of its URL. */
export type RouteName = 'answer' | 'event' | 'websocket-disconnected' | 'fallback' | 'health';

export interface Route {
  readonly name: RouteName;
  /** Prefix of the logical ids. */
  readonly id: string;
  readonly methods: readonly ('GET' | 'POST')[];
  /**
   * Who may call it where the gateway looks at addresses: whoever is in the ranges, this region's front, or anybody (a
   * health check comes from anywhere).
   */
  readonly from: 'ranges' | 'front' | 'anywhere';
  /** Whose timeouts hold. */
  readonly timeouts: keyof Timeouts;
}

export const ROUTES: readonly Route[] = [
  { name: 'answer', id: 'Answer', methods: ['POST'], from: 'ranges', timeouts: 'answer' },
  { name: 'event', id: 'Event', methods: ['POST'], from: 'ranges', timeouts: 'event' },
  {
    name: 'websocket-disconnected',
    id: 'WebsocketDisconnected',
    methods: ['POST'],
    from: 'ranges',
    timeouts: 'websocketDisconnected',
  },
  { name: 'fallback', id: 'Fallback', methods: ['GET', 'POST'], from: 'front', timeouts: 'fallback' },
  { name: 'health', id: 'Health', methods: ['GET'], from: 'anywhere', timeouts: 'answer' },
];

/** A folder of functions/ with a handler: each route's, and what nobody calls from outside. */
export type FunctionName = RouteName | 'synthetic-check';

export const FUNCTION_NAMES: readonly FunctionName[] = [...ROUTES.map(({ name }) => name), 'synthetic-check'];

/**
 * `/fallback` without its front, for the day CloudFront is down: a path of its own where the gateway asks `/fallback` for
 * what only the front knows.
 */
export const FALLBACK_DIRECT = 'fallback-direct';
