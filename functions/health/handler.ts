import { systemClock } from '../../contracts/clock.ts';
import { createRuntime } from '../aws/create-runtime.ts';
import { withFaultSwitch } from '../aws/with-fault-switch.ts';
import { callFlow } from '../call-flow.ts';
import { createHealth } from './create-health.ts';

const runtime = createRuntime(process.env);

export const handler = withFaultSwitch(createHealth(runtime, systemClock, callFlow), runtime, process.env);
