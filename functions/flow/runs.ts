import type { Call, CallEvent } from '../../contracts/call.ts';
import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import { isServable } from '../../ncco/check-ncco.ts';
import type { CallFlow, FlowContext, StartContext } from '../define-flow.ts';
import { isConnect, connectsSocket } from '../ladder/connect-action.ts';
import {
  type FlowRun,
  type OnTailReplaced,
  behindPerson,
  offerFirstSocket,
  personOf,
  tailOf,
} from '../ladder/flow-run.ts';
import { lastResort } from '../ladder/last-resort.ts';
import { isRecord } from '../ladder/offers.ts';
import type { Reach } from '../own/reach.ts';
import { type CallState, idsOf } from './call-state.ts';
import type { Happened } from './happened.ts';
import type { NextOfFlow } from './next-of-flow.ts';
import { type Position, leadOn, leadsOn } from './lead-on.ts';

/** What every run of a call flow needs besides the call. */
export interface Running {
  readonly flow: CallFlow;
  readonly context: FlowContext;
  /** The secrets that are known; empty while none is. */
  readonly secrets: LiveSecrets;
  readonly reach: Reach;
  readonly onTailReplaced: OnTailReplaced;
}

/** A call's first NCCO. @param nowMs ms since 1970 */
export const startRun = (call: Call, running: Running, nowMs: number): FlowRun => {
  const { flow, context } = running;
  return {
    whenEmpty: undefined,
    flow: () => flow.start(call, startContext(running)),
    finish: (ncco) =>
      finish(ncco, call, running, {
        ...at(running),
        state: flow.state,
        number: 1,
        startedAtS: Math.floor(nowMs / 1000),
        ids: idsOf(call),
        isRepeated: false,
      }),
    instead: () => lastResort(context.settings),
  };
};

/** What a step answers. Where it cannot: the question once more, then the person. */
export const stepRun = (
  event: CallEvent,
  { name, step, state, happened }: Extract<NextOfFlow, { kind: 'step' }> & { readonly happened: Happened },
  before: CallState,
  running: Running,
): FlowRun => {
  const { ids, startedAtS, question } = before;
  const call = callerOf(event, happened, before);
  const position: Position = {
    ...at(running),
    state,
    number: before.number + 1,
    startedAtS,
    ids,
    isRepeated: false,
  };
  return {
    whenEmpty: happened.kind === 'connect' ? '[]' : '',
    // A copy: what a step changes in its state must not stay where it carries no other on, or where it fails.
    flow: () => step(happened, { ...startContext(running), state: structuredClone(state), event }),
    finish: (ncco) => finish(ncco, call, running, position),
    instead: () => {
      const again = question?.map((action) =>
        action.action === 'input' ? { ...action, next: name } : action,
      );
      return again === undefined
        ? personInstead(call, running)
        : finish(again, call, running, { ...position, isRepeated: true });
    },
  };
};

/** The caller's leg, by which a bot hangs up: a notify names none, and a connect's events are of the leg that was called. */
function callerOf(event: CallEvent, { kind }: Happened, { ids: { leg } }: CallState): Call {
  if (kind === 'input') return event;
  const own = { ...event, uuid: leg === '' ? undefined : leg };
  return kind === 'notify' ? own : { ...own, from: undefined, to: undefined };
}

/** What a caller hears whose state cannot be read. It leads nowhere but to the person's voicemail. */
export const lostRun = (event: CallEvent, running: Running): FlowRun => {
  const { flow, context } = running;
  return {
    whenEmpty: undefined,
    flow: () => (flow.lost ?? flow.rungs.person)(event, context),
    finish: (ncco) => personOf(ncco, event, flow.rungs, context, []),
    instead: () => personInstead(event, running),
  };
};

function personInstead(call: Call, { flow: { rungs }, context }: Running): Ncco {
  try {
    const ncco = personOf(rungs.person(call, context), call, rungs, context, []);
    if (isServable(ncco)) return ncco;
  } catch {
    // The step has failed already, and that is reported.
  }
  return lastResort(context.settings);
}

/** What `start` is given; a step also its state and its event. */
export const startContext = ({
  flow: { own },
  context,
  reach,
}: Pick<Running, 'flow' | 'context' | 'reach'>): StartContext => ({
  ...context,
  socketUri: context.settings.websocket?.uri,
  lookUp: reach.lookUp,
  own: {
    values: own?.values ?? {},
    secret: (name) =>
      own === undefined
        ? Promise.reject(new Error('The call flow declares no own.'))
        : reach.secret(own, name),
  },
});

const at = ({ flow, context, secrets }: Running) => ({
  flow,
  eventUrl: context.urls.event,
  // Both regions know it as long as it may be needed: `rotate` makes a secret known before it becomes the current one.
  secret: (secrets.find(({ name }) => name === 'current') ?? secrets[0])?.value,
});

/**
 * Adds where the actions lead, what follows a person at the end, what prevents an endless loop of bots, and the way out for when
 * no webhook answers.
 */
function finish(
  ncco: Ncco,
  call: Call,
  { flow, context, onTailReplaced }: Running,
  position: Position,
): Ncco {
  const led = leadOn(ncco, position);
  if (!Array.isArray(led)) return led;
  if (led.some(connectsSocket)) return offerFirstSocket(led, call, flow.rungs, context, onTailReplaced);
  const end = led.at(-1);
  // Where the person is not reached the call would end: a voicemail follows, as on the ladder.
  if (end !== undefined && isConnect(end) && end['eventUrl'] === undefined)
    return [...led.slice(0, -1), ...personOf([end], call, flow.rungs, context, [])];
  const last = ncco.findLastIndex(leadsOn);
  if (last === -1 || ncco.slice(last + 1).some((action) => isConnect(action) || isRecord(action))) return led;
  // Behind a conversation the NCCO goes on as well: those words must fit both.
  const tail =
    ncco[last]?.action === 'connect'
      ? behindPerson(call, flow.rungs, context)
      : tailOf(call, flow.rungs, context, onTailReplaced);
  return [...led, ...tail];
}
