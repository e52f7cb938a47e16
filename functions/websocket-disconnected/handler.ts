import { createJournalingRuntime } from '../aws/s3-journal.ts';
import { withFaultSwitch } from '../aws/with-fault-switch.ts';
import { callFlow } from '../call-flow.ts';
import { namedFlows } from '../named-flows.ts';
import { createWebsocketDisconnected } from './create-websocket-disconnected.ts';

const runtime = createJournalingRuntime(process.env);

export const handler = withFaultSwitch(
  createWebsocketDisconnected(runtime, callFlow.rungs, namedFlows),
  runtime,
  process.env,
);
