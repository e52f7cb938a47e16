import { createCheckRuntime } from '../adapters/create-check-runtime.ts';
import { createSyntheticCheck } from './create-synthetic-check.ts';

export const handler = createSyntheticCheck(createCheckRuntime(process.env));
