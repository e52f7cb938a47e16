import { createRuntime } from '../adapters/create-runtime.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { createHealth } from './create-health.ts';

export const handler = createHealth(createRuntime(process.env), systemClock);
