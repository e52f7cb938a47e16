import { createJournalingRuntime } from '../adapters/create-journaling-runtime.ts';
import { createEvent } from './create-event.ts';

export const handler = createEvent(createJournalingRuntime(process.env));
