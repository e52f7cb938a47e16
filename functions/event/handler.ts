import { createJournalingRuntime } from '../aws/s3-journal.ts';
import { withFaultSwitch } from '../aws/with-fault-switch.ts';
import { callFlow } from '../call-flow.ts';
import { candidate } from '../candidate.ts';
import { namedFlows } from '../named-flows.ts';
import { createEvent } from './create-event.ts';

const runtime = createJournalingRuntime(process.env);

export const handler = withFaultSwitch(
  createEvent(runtime, callFlow, candidate, namedFlows),
  runtime,
  process.env,
);
