import { createJournalingRuntime } from '../aws/s3-journal.ts';
import { withFaultSwitch } from '../aws/with-fault-switch.ts';
import { canaryPort } from '../aws/canary-switch.ts';
import { callFlow } from '../call-flow.ts';
import { candidate } from '../candidate.ts';
import { namedFlows } from '../named-flows.ts';
import { canaryOf } from '../webhook/canary.ts';
import { createFallback } from './create-fallback.ts';

const runtime = createJournalingRuntime(process.env);
const canary = canaryOf(candidate, () => canaryPort(runtime, process.env));

export const handler = withFaultSwitch(
  createFallback(runtime, callFlow, canary, namedFlows),
  runtime,
  process.env,
);
