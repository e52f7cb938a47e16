import type { APIGatewayProxyResult } from 'aws-lambda';
import type { CallEvent } from '../../contracts/call.ts';
import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import { type ReadState, idsOf, readCallState } from '../flow/call-state.ts';
import { happenedIn } from '../flow/happened.ts';
import type { Running } from '../flow/runs.ts';
import { droppedAtMs } from '../ladder/socket-state.ts';
import { type Flows, flowOfState } from './canary.ts';
import { flowSecrets, freshFlowSecrets } from './flow-secrets.ts';
import { reachOf } from './reach-of.ts';
import { respondCode, respondEmpty } from './respond.ts';
import type { Webhook } from './route.ts';
import type { WhenTooSlow } from './serve-flow.ts';
import { serveLost, serveStep } from './serve-step.ts';

/**
 * Answers an event of an action that leads on, with the NCCO of its step. Empty for an event that wants none (ringing, answered,
 * completed), because an NCCO would replace what the caller is hearing.
 * @param token the call's state, as it is in the event URL; undefined where it is lost
 */
export async function answerStep(
  token: string | undefined,
  event: CallEvent,
  { flows, whenTooSlow }: { readonly flows: Flows; readonly whenTooSlow: WhenTooSlow },
  webhook: Webhook,
): Promise<APIGatewayProxyResult> {
  const happened = happenedIn(event);
  if (happened === undefined) return respondEmpty();
  const { context, receivedAtMs, note } = webhook;
  const known = await flowSecrets(webhook);
  if (known.length === 0 && whenTooSlow === 'move-on') {
    // The other region has a secret store of its own.
    note({ code: 'secrets-unavailable' });
    return respondCode(502, 'secrets-unavailable');
  }
  const atMs = droppedAtMs(event, receivedAtMs);
  const { mostMinutes } = context.settings.callFlow;
  const readWith = (live: LiveSecrets): ReadState =>
    token === undefined
      ? { ok: false, code: 'state-unreadable' }
      : readCallState(token, { secrets: live, ids: idsOf(event), mostMinutes }, atMs);
  const first = readWith(known);
  const isSealedOtherwise = token !== undefined && !first.ok && first.code === 'state-unreadable';
  const secrets = isSealedOtherwise ? await freshFlowSecrets(webhook, known) : known;
  const read = secrets === known ? first : readWith(secrets);
  const onTailReplaced: Running['onTailReplaced'] = (tail) => note({ tail });
  const reach = reachOf(webhook);
  const running: Running = { flow: flows.callFlow, context, secrets, reach, onTailReplaced };
  if (!read.ok) return serveLost(read.code, event, running, whenTooSlow, webhook);
  const flow = flowOfState(read.state, flows, webhook);
  if (flow === undefined) return serveLost('step-unknown', event, running, whenTooSlow, webhook);
  return serveStep(read.state, event, happened, atMs, { ...running, flow }, whenTooSlow, webhook);
}
