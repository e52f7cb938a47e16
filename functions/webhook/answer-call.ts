import type { APIGatewayProxyResult } from 'aws-lambda';
import type { CallFlow } from '../define-flow.ts';
import type { Call } from '../../contracts/call.ts';
import { startRun } from '../flow/runs.ts';
import type { DimensionValues } from '../../contracts/metric-names.ts';
import { flowSecrets } from './flow-secrets.ts';
import { reachOf } from './reach-of.ts';
import type { Webhook } from './route.ts';
import { serveFlow } from './serve-flow.ts';
import type { WhenTooSlow } from './serve-flow.ts';

/** What a call is answered with, and as which tier. */
export interface Answering {
  readonly flow: CallFlow;
  readonly tier: DimensionValues['tier'];
  readonly whenTooSlow: WhenTooSlow;
}

/** Responds with a call's first NCCO, and counts it where one is served, including the last resort. */
export async function answerCall(
  call: Call,
  { flow, tier, whenTooSlow }: Answering,
  webhook: Webhook,
): Promise<APIGatewayProxyResult> {
  const { context, receivedAtMs, note } = webhook;
  const secrets = hasSteps(flow) ? await flowSecrets(webhook) : [];
  const run = startRun(
    call,
    { flow, context, secrets, reach: reachOf(webhook), onTailReplaced: (tail) => note({ tail }) },
    receivedAtMs,
  );
  const response = await serveFlow(run, whenTooSlow, webhook);
  if (response.statusCode === 200) webhook.count({ name: 'CallAnswered', dimensions: { tier } });
  return response;
}

/** Whether a call flow needs the secrets: to seal the state of its calls. */
export const hasSteps = ({ steps }: CallFlow): boolean => Object.keys(steps).length > 0;
