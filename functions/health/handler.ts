import { createRuntime } from '../adapters/create-runtime.ts';
import { createHealth } from './create-health.ts';

export const handler = createHealth(createRuntime(process.env));
