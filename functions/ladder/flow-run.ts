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

/** A call flow's part, and core's: what the words are, and what keeps them from becoming a loop. */
export interface FlowRun {
  readonly flow: () => Ncco | Promise<Ncco>;
  readonly finish: (ncco: Ncco) => Ncco;
}

/** Called where the person's rung throws or is invalid behind a bot: the NCCO is served all the same, with another tail. */
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
  flow: () => callFlow(call, { ...context, socketUri: context.settings.websocket.uri }),
  finish: (ncco) =>
    offerSocket(ncco, {
      state: { attempt: 1, firstDropAtMs: undefined },
      headers: headersOfCall(call),
      eventUrl: context.urls.websocketDisconnected,
      tail: () => tailOf(call, rungs, context, onTailReplaced),
    }),
});

/** The NCCO of a rung; `unknown` gets what makes sense anywhere and asks for nothing more. */
export function rungRun(
  step: Exclude<Step, { rung: 'none' }>,
  event: CallEvent,
  rungs: Rungs,
  context: FlowContext,
  onTailReplaced: OnTailReplaced,
): FlowRun {
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

/** What carries the caller when the socket is gone and no webhook answers: the person's rung, or what cannot be wrong. */
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
