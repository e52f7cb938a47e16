import { createJournalingRuntime } from '../aws/s3-journal.ts';
import { withFaultSwitch } from '../aws/with-fault-switch.ts';
import { callFlow } from '../call-flow.ts';
import { createFallback } from './create-fallback.ts';

const runtime = createJournalingRuntime(process.env);

export const handler = withFaultSwitch(createFallback(runtime, callFlow), runtime, process.env);
