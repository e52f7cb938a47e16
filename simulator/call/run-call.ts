import { NotSimulated } from '../actions/action-player.ts';
import { playNcco } from '../actions/play-ncco.ts';
import type { Context } from '../context.ts';
import { Leg } from '../legs/leg.ts';
import type { CallPlan } from '../simulator.ts';
import { askForNcco } from './ask-for-ncco.ts';
import { Call } from './call.ts';
import { moveCaller, reportError } from './report-event.ts';

/** Vonage answers the call before it fetches the NCCO: from here on the caller waits. */
async function converse(call: Call, caller: Leg): Promise<void> {
  const { context, plan } = call;
  const flow = await askForNcco(call, {
    why: 'answer',
    webhook: context.webhooks.answer,
    payload: {
      from: plan.from,
      to: plan.to,
      endpoint_type: 'phone',
      uuid: caller.uuid,
      conversation_uuid: call.conversationUuid,
      region_url: context.regionUrl,
      ...plan.answerFields,
    },
  });
  if (flow) {
    await playNcco(call, flow);
    call.end('ncco-ended', 'the last action has ended');
  } else if (!call.ended) {
    const isLast = context.webhooks.fallback === undefined;
    reportError(
      call,
      `No NCCO: ${isLast ? 'the answer URL failed, and there is no fallback URL' : 'the answer URL and the fallback URL both failed'}.`,
    );
    call.end(
      'platform',
      `no NCCO from the answer URL, ${isLast ? 'and no fallback URL' : 'none from the fallback URL'}`,
    );
  }
}

/** One inbound call. Resolves when its last event is delivered or lost. */
export async function runCall(context: Context, plan: CallPlan, running: Set<Call>): Promise<void> {
  const call = new Call(context, plan);
  running.add(call);
  call.record({ type: 'call-started', from: plan.from, to: plan.to });
  const caller = new Leg(
    call,
    { endpoint: 'caller', from: plan.from, to: plan.to, webhook: context.webhooks.event },
    {
      hangUp: () => {
        call.end('bot', 'hung up through REST');
      },
      transfer: (ncco) => {
        moveCaller(call, `CON-${call.random.uuid()}`);
        call.transferred = ncco;
        call.hangUpConnected();
      },
    },
  );
  call.callerUuid = caller.uuid;
  caller.report('started');
  caller.report('ringing');
  caller.answered();
  try {
    await converse(call, caller);
  } catch (error) {
    if (!(error instanceof NotSimulated)) throw error;
    call.end('platform', error.message);
  } finally {
    call.end('platform', 'the simulator failed');
    for (const finish of call.atEnd) finish();
    call.release();
    caller.completed(call.ended?.by === 'caller' ? 'user' : 'platform');
    await call.events.drained();
    running.delete(call);
  }
}
