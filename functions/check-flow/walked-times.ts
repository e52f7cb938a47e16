import type { CallFlow, FlowContext } from '../define-flow.ts';

/** A Tuesday, ms since 1970. */
export const FIRST_TIME_MS = Date.UTC(2030, 0, 1);
const HOUR_MS = 3_600_000;
const HOURS_A_WEEK = 7 * 24;

/** When calls of a walk take place: each hour of a week, ms since 1970. */
export const TIMES_MS: readonly number[] = Array.from(
  { length: HOURS_A_WEEK },
  (_, hour) => FIRST_TIME_MS + hour * HOUR_MS,
);

/** ", on Saturday at 09:00 UTC". */
export const timeInWords = (atMs: number): string => {
  const at = new Date(atMs);
  const day = at.toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' });
  return `, on ${day} at ${at.toISOString().slice(11, 16)} UTC`;
};

/** The time in a walk. A call flow that never asks for it is the same at any time. */
export class WalkedTime {
  atMs = FIRST_TIME_MS;
  isAsked = false;

  /** The call flow, given this time in the place of its context's. */
  givenTo(flow: CallFlow): CallFlow {
    const { start, steps, rungs, lost } = flow;
    return {
      ...flow,
      start: (call, context) => start(call, this.#in(context)),
      steps: this.#inEach(steps),
      rungs: this.#inEach(rungs),
      lost: lost && ((call, context) => lost(call, this.#in(context))),
    };
  }

  #inEach<Parts extends object>(parts: Parts): Parts {
    return Object.fromEntries(
      Object.entries(parts as Record<string, (what: unknown, context: FlowContext) => unknown>).map(
        ([name, part]) => [name, (what: unknown, context: FlowContext) => part(what, this.#in(context))],
      ),
    ) as Parts;
  }

  #in<Context extends FlowContext>(context: Context): Context {
    return Object.defineProperty({ ...context }, 'atMs', {
      enumerable: true,
      get: () => {
        this.isAsked = true;
        return this.atMs;
      },
    });
  }
}
