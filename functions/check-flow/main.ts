import { parentPort, workerData } from 'node:worker_threads';
import * as own from '../call-flow.ts';
import { callFlows } from '../call-flows.ts';
import type { FlowContext } from '../define-flow.ts';
import { checkFlows } from './check-flows.ts';

// Bundled with the call flow, and run in a thread of its own, which is ended where the call flow never ends.
void checkFlows({ ...own }, workerData as Omit<FlowContext, 'atMs'>, callFlows).then((report) =>
  parentPort?.postMessage(report),
);
