import { setTimeout as sleep } from 'node:timers/promises';
import type { CallPlan, Simulator } from '../../simulator/simulator.ts';
import type { PlannedCall } from './schedule.ts';
import { answerAt } from './script.ts';

/** No call needs this long. The drill stops waiting for one that does, and the history shows that it did not end. */
const LONGEST_CALL_MS = 60_000;

/** Places the calls in order, `concurrency` of them at once; resolves when the last one has ended. */
export async function placeCalls(
  platform: Simulator,
  calls: readonly PlannedCall[],
  concurrency: number,
  {
    signal,
    answerFields,
    onCallEnded,
    staysUntil,
    more = () => ({}),
  }: {
    readonly signal: AbortSignal;
    /** What each call carries beside the numbers. */
    readonly answerFields?: CallPlan['answerFields'];
    readonly onCallEnded: () => void;
    /** Resolves when this call's caller may hang up. */
    readonly staysUntil?: (call: string) => Promise<unknown>;
    /** Further parts of a call's plan. */
    readonly more?: (call: PlannedCall) => Partial<CallPlan>;
  },
): Promise<void> {
  const waiting = calls.values();
  const caller = async (): Promise<void> => {
    for (const planned of waiting) {
      await sleep(planned.staggerMs);
      if (signal.aborted) return;
      await placeCall(
        platform,
        {
          ...planned,
          ...(answerFields && { answerFields }),
          ...(staysUntil && { staysUntil: staysUntil(planned.call) }),
          ...answersOf(planned),
          ...more(planned),
        },
        signal,
      );
      onCallEnded();
    }
  };
  await Promise.all(Array.from({ length: concurrency }, caller));
}

/** What the caller does at questions, where the script says it. */
const answersOf = ({ script }: PlannedCall): Pick<CallPlan, 'answers'> =>
  script === undefined ? {} : { answers: ({ question }) => Promise.resolve(answerAt(script, question)) };

async function placeCall(platform: Simulator, plan: CallPlan, signal: AbortSignal): Promise<void> {
  const done = new AbortController();
  const stopWaiting = AbortSignal.any([done.signal, signal]);
  await Promise.race([
    platform.placeCall(plan),
    sleep(LONGEST_CALL_MS, undefined, { signal: stopWaiting, ref: false }).catch(() => undefined),
  ]).finally(() => {
    done.abort();
  });
}
