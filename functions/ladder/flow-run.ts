import type { FlowContext, Rungs } from '../define-flow.ts';
import type { Call, CallEvent } from '../../contracts/call.ts';
import { describeError } from '../describe-error.ts';
import { AFTER_PERSON, lastResort } from './last-resort.ts';
import { checkNcco, isServable } from '../../ncco/check-ncco.ts';
import type { NccoProblem } from '../../ncco/check-ncco.ts';
import type { Ncco } from '../../ncco/ncco.ts';
import { headersOfCall, headersOfEvent } from './bot-headers.ts';
import type { SocketStep, Step } from './next-step.ts';
import { isRecord, offerPerson, offerSocket, offerVoicemail } from './offers.ts';
import type { SocketLeg } from './offers.ts';
import { MOST_WAITS, eventUrlOn } from '../../contracts/rung.ts';
import { type SocketState, leftSecondsAt, rungOfAttempt } from './socket-state.ts';
import { waitSecondsOf } from './spread.ts';
import { isConnect } from './connect-action.ts';
import { WAITING_WORDS, insertBefore, waiting } from './waiting.ts';

/** `flow` is the user's code; `finish` adds the fields that prevent an endless loop of NCCOs. */
export interface FlowRun {
  /**
   * What is sent for `[]`, which means of an event of a running call that the running NCCO goes on; undefined: `[]` is invalid.
   * `[]` as in the vendor's sample of a synchronous connect; nothing for `input` and `notify` (best-practice blog of 2023).
   */
  readonly whenEmpty: '[]' | '' | undefined;
  readonly flow: () => Ncco | Promise<Ncco>;
  readonly finish: (ncco: Ncco) => Ncco;
  /** In its place, where it throws, is too slow or returns an invalid NCCO. */
  readonly instead: () => Ncco;
}

/** Called where the person's rung throws or is invalid after a bot; the NCCO is then served with the last resort as its tail. */
export type OnTailReplaced = (problem: {
  readonly code: 'call-flow-threw' | 'call-flow-invalid-ncco';
  readonly error?: string;
  readonly problems?: readonly NccoProblem[];
}) => void;

/** Adds to an NCCO's socket what the ladder needs, as to the call's first one. */
export const offerFirstSocket = (
  ncco: Ncco,
  call: Call,
  rungs: Rungs,
  context: FlowContext,
  onTailReplaced: OnTailReplaced,
): Ncco =>
  offerSocket(ncco, {
    ...legsOf(FIRST_SOCKET, call, rungs, context),
    headers: headersOfCall(call),
    tail: () => tailOf(call, rungs, context, onTailReplaced),
  });

/** Its window begins once it is lost. */
const FIRST_SOCKET: Pick<SocketStep, 'state' | 'leftSeconds'> = {
  state: { attempt: 1, firstDropAtMs: undefined },
  leftSeconds: leftSecondsAt(0, 0),
};

/** However large the peak is. */
const LONGEST_WAIT_FOR_PERSON_SECONDS = 30;

/** The NCCO of a rung, in answer to an event. */
export const rungRun = (...asked: Parameters<typeof runOfStep>): FlowRun => ({
  whenEmpty: '[]',
  ...runOfStep(...asked),
  instead: () => lastResort(asked[3].settings),
});

/** `unknown` gets the last resort, which fits any point of a call and requests no further NCCO. */
function runOfStep(
  step: Exclude<Step, { rung: 'none' }>,
  event: CallEvent,
  rungs: Rungs,
  context: FlowContext,
  onTailReplaced: OnTailReplaced,
): Omit<FlowRun, 'whenEmpty' | 'instead'> {
  const { urls, settings } = context;
  switch (step.rung) {
    case 'same-socket':
    case 'other-socket': {
      const rung = rungs[step.rung];
      if (rung === undefined) return runOfPerson(event, rungs, context);
      return {
        flow: () => rung(event, { ...context, socketUri: step.uri }),
        finish: (ncco) =>
          offerSocket(ncco, {
            ...legsOf(step, event, rungs, context),
            headers: headersOfEvent(event),
            tail: () => tailOf(event, rungs, context, onTailReplaced),
          }),
      };
    }
    case 'person':
      return runOfPerson(event, rungs, context);
    case 'voicemail':
      return {
        flow: () => rungs.voicemail(event, context),
        finish: (ncco) => offerVoicemail(ncco, urls.event),
      };
    case 'unknown':
      return { flow: () => lastResort(settings), finish: (ncco) => ncco };
  }
}

const runOfPerson = (
  event: CallEvent,
  rungs: Rungs,
  context: FlowContext,
): Omit<FlowRun, 'whenEmpty' | 'instead'> => ({
  flow: () => rungs.person(event, context),
  finish: (ncco) => personOf(ncco, event, rungs, context, []),
});

/** The socket, and the same one once more, for when its leg is refused without asking. */
function legsOf(
  { state, waitSeconds, leftSeconds }: Pick<SocketStep, 'state' | 'waitSeconds' | 'leftSeconds'>,
  call: Call,
  rungs: Rungs,
  context: FlowContext,
): SocketLeg & { readonly again: SocketLeg | undefined } {
  const leg = (of: SocketState, seconds: number | undefined): SocketLeg => ({
    state: of,
    eventUrl: eventUrlOn(context.urls.websocketDisconnected, rungOfAttempt(of.attempt), of.waits),
    before: seconds === undefined ? [] : waiting(seconds, waitingWords(call, rungs, context)),
  });
  const waits = (state.waits ?? 0) + 1;
  const seconds =
    waits > MOST_WAITS ? undefined : waitSecondsOf(call, waits, context.settings.outbound, leftSeconds);
  return {
    ...leg(state, waitSeconds),
    again: seconds === undefined ? undefined : leg({ ...state, waits }, seconds),
  };
}

/**
 * The actions for when the socket is lost and no webhook answers, or its leg is refused without asking: the person's rung, or
 * the last resort if that is invalid. Everybody may be here in the same second, so the person is called after a wait.
 */
export function tailOf(call: Call, rungs: Rungs, context: FlowContext, onTailReplaced: OnTailReplaced): Ncco {
  // Not all callers come this far: half the time of a first wait spreads them.
  const seconds = waitSecondsOf(call, 0, context.settings.outbound, LONGEST_WAIT_FOR_PERSON_SECONDS);
  const before = seconds === undefined ? [] : waiting(seconds, waitingWords(call, rungs, context));
  try {
    const ncco = rungs.person(call, context);
    if (isServable(ncco)) return personOf(ncco, call, rungs, context, before);
    onTailReplaced({ code: 'call-flow-invalid-ncco', problems: checkNcco(ncco) });
  } catch (error) {
    // A mistake in the person's rung must not cost the caller the bot.
    onTailReplaced({ code: 'call-flow-threw', error: describeError(error) });
  }
  return insertBefore(lastResort(context.settings), isConnect, before);
}

export const personOf = (ncco: Ncco, call: Call, rungs: Rungs, context: FlowContext, before: Ncco): Ncco =>
  offerPerson(ncco, {
    eventUrl: eventUrlOn(context.urls.websocketDisconnected, 'person'),
    before,
    behind: () => behindPerson(call, rungs, context),
  });

/** A voicemail for callers whom the person before it did not take; it is also heard after a conversation. */
export const behindPerson = (call: Call, rungs: Rungs, context: FlowContext): Ncco =>
  offerVoicemail(
    servableOr(afterPerson(call, rungs, context), () => rungs['after-person']?.(call, context)),
    context.urls.event,
  );

/** Ours, for a call flow that has none: a call flow whose voicemail records nobody gets no recording behind the person either. */
function afterPerson(call: Call, rungs: Rungs, context: FlowContext): Ncco {
  const event: CallEvent = { ...call, status: undefined, headers: undefined };
  return servableOr([], () => rungs.voicemail(event, context)).some(isRecord) ? AFTER_PERSON : [];
}

const waitingWords = (call: Call, rungs: Rungs, context: FlowContext): Ncco =>
  servableOr(WAITING_WORDS, () =>
    rungs.waiting?.(call, context).filter(({ action }) => action === 'talk' || action === 'stream'),
  );

/** What the call flow says, or ours where it says nothing, throws or is invalid: these words must not cost the caller the bot. */
function servableOr(ours: Ncco, theirs: () => Ncco | undefined): Ncco {
  try {
    const ncco = theirs();
    return ncco !== undefined && isServable(ncco) ? ncco : ours;
  } catch {
    return ours;
  }
}
