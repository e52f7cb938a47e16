import { createJournalingRuntime } from '../adapters/create-journaling-runtime.ts';
import { callFlow, rungs } from '../call-flow.ts';
import { createFallback } from './create-fallback.ts';

export const handler = createFallback(createJournalingRuntime(process.env), callFlow, rungs);
