import { createRuntime } from '../adapters/create-runtime.ts';
import { withFaultSwitch } from '../adapters/with-fault-switch.ts';
import { callFlow, rungs } from '../call-flow.ts';
import { createAnswer } from '../edge/create-answer.ts';

const runtime = createRuntime(process.env);

export const handler = withFaultSwitch(createAnswer(runtime, callFlow, rungs), runtime, process.env);
