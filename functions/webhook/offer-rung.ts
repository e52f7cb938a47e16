import type { APIGatewayProxyResult } from 'aws-lambda';
import type { Rungs } from '../define-flow.ts';
import type { CallEvent } from '../../contracts/call.ts';
import { rungRun } from '../ladder/flow-run.ts';
import type { Step } from '../ladder/next-step.ts';
import { respondEmpty } from './respond.ts';
import type { Webhook } from './route.ts';
import { serveFlow } from './serve-flow.ts';
import type { WhenTooSlow } from './serve-flow.ts';

export interface Offering {
  readonly rungs: Rungs;
  readonly whenTooSlow: WhenTooSlow;
}

/**
 * Responds with the NCCO of the next rung, and counts it where one is served. The response is empty when the call goes on,
 * because an NCCO would replace what the caller is hearing.
 */
export async function offerRung(
  step: Step,
  event: CallEvent,
  { rungs, whenTooSlow }: Offering,
  webhook: Webhook,
): Promise<APIGatewayProxyResult> {
  if (step.rung === 'none') return respondEmpty();
  const run = rungRun(step, event, rungs, webhook.context, (tail) => webhook.note({ tail }));
  const response = await serveFlow(run, whenTooSlow, webhook);
  if (response.statusCode === 200) webhook.count({ name: 'RungOffered', dimensions: { rung: step.rung } });
  return response;
}
