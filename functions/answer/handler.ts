import { createRuntime } from '../aws/create-runtime.ts';
import { withFaultSwitch } from '../aws/with-fault-switch.ts';
import { canaryPort } from '../aws/canary-switch.ts';
import { callFlow } from '../call-flow.ts';
import { candidate } from '../candidate.ts';
import { namedFlows } from '../named-flows.ts';
import { canaryOf } from '../webhook/canary.ts';
import { createAnswer } from '../webhook/create-answer.ts';

const runtime = createRuntime(process.env);
const canary = canaryOf(candidate, () => canaryPort(runtime, process.env));

export const handler = withFaultSwitch(
  createAnswer(runtime, callFlow, canary, namedFlows),
  runtime,
  process.env,
);
