import type { Route } from '../../emulator/emulator.ts';

/** Whose functions a call asks. */
export const ASKED_ROUTES: readonly Route[] = ['answer', 'event', 'websocket-disconnected', 'fallback'];
