import type { APIGatewayProxyResult } from 'aws-lambda';
import type { CallFlow, Rungs } from '../call-flow-types.ts';
import type { Call } from '../../contracts/call.ts';
import { firstRun } from '../ladder/flow-run.ts';
import type { DimensionValues } from '../../contracts/metric-names.ts';
import type { Webhook } from './route.ts';
import { serveFlow } from './serve-flow.ts';
import type { WhenTooSlow } from './serve-flow.ts';

/** What a call is answered with, and as which tier. */
export interface Answering {
  readonly callFlow: CallFlow;
  readonly rungs: Rungs;
  readonly tier: DimensionValues['tier'];
  readonly whenTooSlow: WhenTooSlow;
}

/** Responds with a call's first NCCO, and counts it where one is served, including the last resort. */
export async function answerCall(
  call: Call,
  { callFlow, rungs, tier, whenTooSlow }: Answering,
  webhook: Webhook,
): Promise<APIGatewayProxyResult> {
  const run = firstRun(call, callFlow, rungs, webhook.context, (tail) => webhook.note({ tail }));
  const response = await serveFlow(run, whenTooSlow, webhook);
  if (response.statusCode === 200) webhook.count({ name: 'CallAnswered', dimensions: { tier } });
  return response;
}
