import { createRuntime } from '../adapters/create-runtime.ts';
import { callFlow, rungs } from '../call-flow.ts';
import { createAnswer } from './create-answer.ts';

export const handler = createAnswer(createRuntime(process.env), callFlow, rungs);
