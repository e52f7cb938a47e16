import type { APIGatewayProxyResult } from 'aws-lambda';
import type { CallEvent } from '../../contracts/call.ts';
import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import { type CallIds, idsOf } from '../flow/call-state.ts';
import { type Happened, happenedIn } from '../flow/happened.ts';
import type { Asked, Target } from '../forward/forward.ts';
import { droppedAtMs } from '../ladder/socket-state.ts';
import { answerStep } from './answer-step.ts';
import { type Flows, flowOfState } from './canary.ts';
import { flowSecrets, freshFlowSecrets } from './flow-secrets.ts';
import { type ForwardingFlow, askApplication, isForwarded, serveForwarded } from './forward-callback.ts';
import { reachOf } from './reach-of.ts';
import { respondEmpty, respondJson } from './respond.ts';
import type { Webhook } from './route.ts';
import type { WhenTooSlow } from './serve-flow.ts';
import { servePerson, serveStep } from './serve-step.ts';

/**
 * `isAwaited`: the caller hears nothing until it is there, and must not wait for a retry. `ok: false`: the application did not take an event
 * that no caller waits for; `isRetried`: Vonage would have tried once more.
 */
export type EventAnswer =
  | { readonly ok: true; readonly isAwaited: boolean; readonly response: APIGatewayProxyResult }
  | { readonly ok: false; readonly isRetried: boolean };

interface Answering {
  readonly flows: Flows;
  readonly whenTooSlow: WhenTooSlow;
}

/** Answers an event with a token in its URL: of an application's action, or of an action of the call flow's own that leads on. */
export async function answerEvent(
  token: string,
  event: CallEvent,
  { flows, whenTooSlow }: Answering,
  webhook: Webhook,
): Promise<EventAnswer> {
  const opened = await openToken(token, flows, webhook);
  const flow = opened && forwardingFlow(opened.target.version, flows, webhook);
  if (opened === undefined || flow === undefined) {
    // Our own actions ask by POST: the signature covers no query, in which a key could be made up.
    const own = webhook.request.method === 'GET' && webhook.state !== undefined ? undefined : token;
    const response = await answerStep(own, event, { flows, whenTooSlow }, webhook);
    return { ok: true, isAwaited: happenedIn(event) !== undefined, response };
  }
  const { target, secrets } = opened;
  return forwardTarget(target, event, { flow, secrets, whenTooSlow }, webhook);
}

/**
 * Passes an event on that came to `/event` itself, as to the application's event URL; undefined where nothing is forwarded. A question's event
 * comes here where its URL could not be led here, or where the flow was changed by REST.
 */
export async function answerPlainEvent(
  event: CallEvent,
  { flows, whenTooSlow }: Answering,
  webhook: Webhook,
): Promise<EventAnswer | undefined> {
  const flow = [flows.callFlow, flows.candidate].find((each) => each?.forward !== undefined);
  if (flow === undefined || !isForwarded(flow, webhook)) return undefined;
  const happened = happenedIn(event);
  const asked = happened !== undefined && happened.kind !== 'connect' ? 'step' : 'report';
  const target = { url: flow.forward.eventUrl, asked, ids: idsOf(event) } as const;
  return forwardTarget(target, event, { flow, secrets: await flowSecrets(webhook), whenTooSlow }, webhook);
}

/** What a token of an application's action says; undefined for any other one. */
async function openToken(
  token: string,
  { callFlow, candidate }: Flows,
  webhook: Webhook,
): Promise<{ readonly target: Target; readonly secrets: LiveSecrets } | undefined> {
  const forward = callFlow.forward ?? candidate?.forward;
  if (forward === undefined) return undefined;
  const known = await flowSecrets(webhook);
  const first = forward.open(token, known);
  const secrets = first === 'unreadable' ? await freshFlowSecrets(webhook, known) : known;
  const target = secrets === known ? first : forward.open(token, secrets);
  return typeof target === 'string' ? undefined : { target, secrets };
}

/** Of the call's version; where that does not forward any more, the other one. */
const forwardingFlow = (version: number, flows: Flows, webhook: Webhook): ForwardingFlow | undefined =>
  [
    flowOfState({ flowName: flows.callFlow.name, version }, flows, webhook),
    flows.callFlow,
    flows.candidate,
  ].find((flow): flow is ForwardingFlow => flow !== undefined && isForwarded(flow, webhook));

interface Forwarding {
  readonly flow: ForwardingFlow;
  readonly secrets: LiveSecrets;
  readonly whenTooSlow: WhenTooSlow;
}

/** The application's answer means what it would mean to Vonage. Where it gives none, and one is due, our own step takes over. */
async function forwardTarget(
  { url, asked, ids }: Pick<Target, 'url' | 'asked' | 'ids'>,
  event: CallEvent,
  forwarding: Forwarding,
  webhook: Webhook,
): Promise<EventAnswer> {
  const { flow, secrets, whenTooSlow } = forwarding;
  const happened = happenedIn(event);
  // Vonage asks the fallback only for what takes an NCCO.
  const isDue = whenTooSlow === 'last-resort' || takesNcco(asked, event);
  const needed = asked === 'whisper' ? 'ncco' : isDue ? 'any answer' : 'nothing';
  const reply = await askApplication(flow.forward, url, needed, webhook);
  if (reply.kind === 'ncco')
    return { ok: true, isAwaited: true, response: serveForwarded(reply.ncco, flow, ids, secrets, webhook) };
  if (reply.kind === 'none') {
    const response = reply.body === '' ? respondEmpty() : respondJson(reply.body);
    return { ok: true, isAwaited: isDue, response };
  }
  if (asked === 'whisper')
    return { ok: true, isAwaited: true, response: respondJson(JSON.stringify(NO_WHISPER)) };
  return happened !== undefined && isDue
    ? { ok: true, isAwaited: true, response: await takeOver(event, happened, ids, forwarding, webhook) }
    : { ok: false, isRetried: reply.isRetried };
}

/** The called party hears nothing before it is connected: an apology is no business of theirs. An NCCO needs an action. */
const NO_WHISPER = [{ action: 'talk', text: '<speak><break time="100ms"/></speak>' }];

const takesNcco = (asked: Asked, { status }: CallEvent): boolean =>
  asked === 'step' || status === 'disconnected';

/** The call flow's own step goes on with the call, and none of its actions leads back to the application. */
function takeOver(
  event: CallEvent,
  happened: Happened,
  ids: CallIds,
  { flow, secrets, whenTooSlow }: Forwarding,
  webhook: Webhook,
): Promise<APIGatewayProxyResult> {
  const { context, receivedAtMs, note } = webhook;
  const reach = reachOf(webhook);
  const running = { flow, context, secrets, reach, onTailReplaced: (tail: unknown) => note({ tail }) };
  const { next } = flow.forward;
  if (next === undefined) return servePerson(event, running, whenTooSlow, webhook);
  const atMs = droppedAtMs(event, receivedAtMs);
  const state = {
    version: flow.version,
    steps: [next],
    state: flow.state,
    number: 1,
    startedAtS: Math.floor(atMs / 1000),
    ids,
    question: undefined,
  } as const;
  return serveStep(state, event, happened, atMs, running, whenTooSlow, webhook);
}
