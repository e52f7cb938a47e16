import type { CallFlow, FlowContext, Rungs } from '../call-flow-types.ts';
import type { Call, CallEvent } from '../../contracts/call.ts';
import { describeError } from '../describe-error.ts';
import { lastResort } from './last-resort.ts';
import { checkNcco, isServable } from '../../ncco/check-ncco.ts';
import type { NccoProblem } from '../../ncco/check-ncco.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import { headersOfCall, headersOfEvent } from './bot-headers.ts';
import type { Step } from './next-step.ts';
import { offerPerson, offerSocket, offerVoicemail } from './offers.ts';
import { eventUrlOn } from '../../contracts/rung.ts';

/** `flow` is the user's code; `finish` adds the fields that prevent an endless loop of NCCOs. */
export interface FlowRun {
  /** The NCCO answers an event of a running call: `[]` then means that the running NCCO goes on. */
  readonly answersEvent: boolean;
  readonly flow: () => Ncco | Promise<Ncco>;
  readonly finish: (ncco: Ncco) => Ncco;
}

/** Called where the person's rung throws or is invalid after a bot; the NCCO is then served with the last resort as its tail. */
export type OnTailReplaced = (problem: {
  readonly code: 'call-flow-threw' | 'call-flow-invalid-ncco';
  readonly error?: string;
  readonly problems?: readonly NccoProblem[];
}) => void;

/** A call's first NCCO. */
export const firstRun = (
  call: Call,
  callFlow: CallFlow,
  rungs: Rungs,
  context: FlowContext,
  onTailReplaced: OnTailReplaced,
): FlowRun => ({
  answersEvent: false,
  flow: () => callFlow(call, { ...context, socketUri: context.settings.websocket.uri }),
  finish: (ncco) =>
    offerSocket(ncco, {
      state: { attempt: 1, firstDropAtMs: undefined },
      headers: headersOfCall(call),
      eventUrl: context.urls.websocketDisconnected,
      tail: () => tailOf(call, rungs, context, onTailReplaced),
    }),
});

/** The NCCO of a rung, in answer to an event. */
export const rungRun = (...asked: Parameters<typeof runOfStep>): FlowRun => ({
  answersEvent: true,
  ...runOfStep(...asked),
});

/** `unknown` gets the last resort, which fits any point of a call and requests no further NCCO. */
function runOfStep(
  step: Exclude<Step, { rung: 'none' }>,
  event: CallEvent,
  rungs: Rungs,
  context: FlowContext,
  onTailReplaced: OnTailReplaced,
): Omit<FlowRun, 'answersEvent'> {
  const { urls, settings } = context;
  switch (step.rung) {
    case 'same-socket':
    case 'other-socket':
      return {
        flow: () => rungs[step.rung](event, { ...context, socketUri: step.uri }),
        finish: (ncco) =>
          offerSocket(ncco, {
            state: step.state,
            headers: headersOfEvent(event),
            eventUrl: eventUrlOn(urls.websocketDisconnected, step.rung),
            tail: () => tailOf(event, rungs, context, onTailReplaced),
          }),
      };
    case 'person':
      return {
        flow: () => rungs.person(event, context),
        finish: (ncco) => offerPerson(ncco, eventUrlOn(urls.websocketDisconnected, 'person')),
      };
    case 'voicemail':
      return {
        flow: () => rungs.voicemail(event, context),
        finish: (ncco) => offerVoicemail(ncco, urls.event),
      };
    case 'unknown':
      return { flow: () => lastResort(settings), finish: (ncco) => ncco };
  }
}

/** The actions for when the socket is lost and no webhook answers: the person's rung, or the last resort if that is invalid. */
function tailOf(call: Call, rungs: Rungs, context: FlowContext, onTailReplaced: OnTailReplaced): Ncco {
  try {
    const ncco = rungs.person(call, context);
    if (isServable(ncco)) return offerPerson(ncco, eventUrlOn(context.urls.websocketDisconnected, 'person'));
    onTailReplaced({ code: 'call-flow-invalid-ncco', problems: checkNcco(ncco) });
  } catch (error) {
    // A mistake in the person's rung must not cost the caller the bot.
    onTailReplaced({ code: 'call-flow-threw', error: describeError(error) });
  }
  return lastResort(context.settings);
}
