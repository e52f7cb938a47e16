import { createRuntime } from '../adapters/create-runtime.ts';
import { systemClock } from '../adapters/system-clock.ts';
import { withFaultSwitch } from '../adapters/with-fault-switch.ts';
import { callFlow, rungs } from '../call-flow.ts';
import { createHealth } from './create-health.ts';

const runtime = createRuntime(process.env);

export const handler = withFaultSwitch(
  createHealth(runtime, systemClock, callFlow, rungs),
  runtime,
  process.env,
);
