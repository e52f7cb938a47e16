import { createJournalingRuntime } from '../adapters/create-journaling-runtime.ts';
import { rungs } from '../call-flow.ts';
import { createWebsocketDisconnected } from './create-websocket-disconnected.ts';

export const handler = createWebsocketDisconnected(createJournalingRuntime(process.env), rungs);
