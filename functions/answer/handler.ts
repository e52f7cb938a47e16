import { createRuntime } from '../aws/create-runtime.ts';
import { withFaultSwitch } from '../aws/with-fault-switch.ts';
import { callFlow } from '../call-flow.ts';
import { createAnswer } from '../webhook/create-answer.ts';

const runtime = createRuntime(process.env);

export const handler = withFaultSwitch(createAnswer(runtime, callFlow), runtime, process.env);
