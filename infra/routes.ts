import type { Timeouts } from './settings/timeouts.ts';

/** A folder of functions/, and the last part of its URL. */
export type RouteName = 'answer' | 'event' | 'websocket-disconnected' | 'fallback' | 'health';

export interface Route {
  readonly name: RouteName;
  /** Prefix of the logical ids. */
  readonly id: string;
  readonly methods: readonly ('GET' | 'POST')[];
  /** Whose timeouts hold. */
  readonly timeouts: keyof Timeouts;
}

export const ROUTES: readonly Route[] = [
  { name: 'answer', id: 'Answer', methods: ['POST'], timeouts: 'answer' },
  { name: 'event', id: 'Event', methods: ['POST'], timeouts: 'event' },
  {
    name: 'websocket-disconnected',
    id: 'WebsocketDisconnected',
    methods: ['POST'],
    timeouts: 'websocketDisconnected',
  },
  { name: 'fallback', id: 'Fallback', methods: ['GET', 'POST'], timeouts: 'fallback' },
  { name: 'health', id: 'Health', methods: ['GET'], timeouts: 'answer' },
];
