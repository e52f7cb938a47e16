import { createCheckRuntime } from '../aws/create-check-runtime.ts';
import { createSyntheticCheck } from './create-synthetic-check.ts';

export const handler = createSyntheticCheck(createCheckRuntime(process.env));
