import type { APIGatewayProxyResult } from 'aws-lambda';
import type { CallFlow } from '../define-flow.ts';
import type { Call } from '../../contracts/call.ts';
import { idsOf } from '../flow/call-state.ts';
import { startRun } from '../flow/runs.ts';
import type { DimensionValues } from '../../contracts/metric-names.ts';
import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import { flowSecrets } from './flow-secrets.ts';
import { askApplication, isForwarded, serveForwarded } from './forward-callback.ts';
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
  const secrets = needsSecrets(flow) ? await flowSecrets(webhook) : [];
  const run = startRun(
    call,
    { flow, context, secrets, reach: reachOf(webhook), onTailReplaced: (tail) => note({ tail }) },
    receivedAtMs,
  );
  const response =
    (await ofApplication(call, flow, secrets, webhook)) ?? (await serveFlow(run, whenTooSlow, webhook));
  if (response.statusCode === 200) webhook.count({ name: 'CallAnswered', dimensions: { tier } });
  return response;
}

/** The first NCCO of the application that calls go on to; undefined where there is none. */
async function ofApplication(
  call: Call,
  flow: CallFlow,
  secrets: LiveSecrets,
  webhook: Webhook,
): Promise<APIGatewayProxyResult | undefined> {
  if (!isForwarded(flow, webhook)) return undefined;
  const reply = await askApplication(flow.forward, flow.forward.answerUrl, 'ncco', webhook);
  return reply.kind === 'ncco' ? serveForwarded(reply.ncco, flow, idsOf(call), secrets, webhook) : undefined;
}

/** Whether a call flow needs the secrets: the state of its calls is sealed with them, and the URLs of the application that it forwards to. */
export const needsSecrets = ({ steps, forward }: CallFlow): boolean =>
  Object.keys(steps).length > 0 || forward !== undefined;
