import type { NccoAction } from '../../ncco/ncco.ts';
import { askForNcco, type Flow } from '../call/ask-for-ncco.ts';
import type { Call } from '../call/call.ts';
import type { Fields } from '../call/deliver.ts';
import { reportError, reportEvent } from '../call/report-event.ts';
import { connectPerson } from '../legs/connect-person.ts';
import { connectWebsocket } from '../legs/connect-websocket.ts';
import { Leg, type LegEnd } from '../legs/leg.ts';
import { RATE_EXCEEDED, refuseLeg, refusedForRate } from '../legs/refused-for-rate.ts';
import { eventWebhookOf } from '../webhook.ts';
import { NotSimulated, type ActionPlayer } from './action-player.ts';

/** `to` of the leg's events. */
function destination(endpoint: Fields): string {
  switch (endpoint['type']) {
    case 'websocket':
      return String(endpoint['uri']);
    case 'phone':
      if ('onAnswer' in endpoint) throw new NotSimulated('onAnswer of a phone endpoint');
      return String(endpoint['number']);
    case 'sip':
      return typeof endpoint['uri'] === 'string'
        ? endpoint['uri']
        : `sip:${String(endpoint['user'])}@${String(endpoint['domain'])}`;
    default:
      throw new NotSimulated(`connect to an endpoint of type ${String(endpoint['type'])}`);
  }
}

function run(
  call: Call,
  leg: Leg,
  action: NccoAction,
  endpoint: Fields,
  at: { readonly request: string; readonly hungUp: Promise<void> },
): Promise<LegEnd> {
  const ringback = action['ringbackTone'];
  const type = leg.plan.endpoint;
  if (type === 'phone' || type === 'sip') {
    const behavior = call.context.options.directory.person({ type, to: leg.plan.to });
    const heard = typeof ringback === 'string' ? ringback : leg.plan.to;
    return connectPerson(call, leg, action, { behavior, ringback: heard, type, ...at });
  }
  if (typeof ringback === 'string') {
    call.record({ type: 'heard', what: 'ringing', content: ringback, request: at.request });
  }
  return connectWebsocket(call, leg, action, endpoint, at);
}

/** Reports how the leg ended, and asks for an NCCO if that event can return one (webhook guide, table 2.3). */
async function afterwards(call: Call, leg: Leg, action: NccoAction, end: LegEnd): Promise<Flow | undefined> {
  const { webhook } = leg.plan;
  if (end.status === 'completed' || call.ended) {
    leg.completed(call.ended?.by === 'caller' ? 'user' : 'platform');
    call.release();
    return undefined;
  }
  const dropped = end.status === 'disconnected';
  leg.note(end.status, dropped ? undefined : end.why);
  const payload = leg.fields(end.status, dropped ? {} : end.fields);
  const silentSinceMs = dropped ? end.silentSinceMs : undefined;
  const synchronous = action['eventType'] === 'synchronous';
  let flow: Flow | undefined;
  if (dropped || synchronous) {
    const why = dropped ? 'websocket-dropped' : 'connect-ended';
    flow = await askForNcco(call, { why, event: end.status, webhook, payload, silentSinceMs });
  } else {
    reportEvent(call, end.status, payload, webhook);
  }
  if (end.status === 'rejected') leg.rejected();
  else call.heldBack.push(leg.ended('platform'));
  const hasNextAttempt = synchronous && flow?.ncco.some((next) => next.action === 'connect') === true;
  if (!hasNextAttempt) call.release();
  return flow;
}

export const connect: ActionPlayer = async (call, action, request) => {
  const endpoint = (action['endpoint'] as readonly Fields[])[0] ?? {};
  const to = destination(endpoint);
  if ('machineDetection' in action || 'advancedMachineDetection' in action) {
    throw new NotSimulated('machine detection');
  }
  const refusal = refusedForRate(call, endpoint['type']);
  if (refusal === 'error') {
    reportError(call, RATE_EXCEEDED);
    call.release();
    return undefined;
  }
  let hangUp = (): void => undefined;
  const hungUp = new Promise<void>((resolve) => {
    hangUp = resolve;
  });
  const { from, to: dialled } = call.plan;
  const websocket = endpoint['type'] === 'websocket';
  const leg = new Leg(
    call,
    {
      endpoint: endpoint['type'] as 'websocket' | 'phone' | 'sip',
      from: typeof action['from'] === 'string' ? action['from'] : websocket ? from : dialled,
      to,
      webhook: eventWebhookOf(action, call.context.webhooks.event),
      ...(websocket ? { headers: (endpoint['headers'] ?? {}) as Fields } : {}),
    },
    { hangUp },
  );
  if (refusal !== undefined) return afterwards(call, leg, action, refuseLeg(leg, refusal));
  call.hangUpConnected = hangUp;
  const stopTimer = call.context.clock.after(Number(action['limit'] ?? 7200) * 1000, hangUp);
  const end = await run(call, leg, action, endpoint, { request, hungUp });
  stopTimer();
  return afterwards(call, leg, action, end);
};
