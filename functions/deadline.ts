import type { Clock } from '../contracts/clock.ts';

/** The time limit of one invocation, counted from its start. */
export interface Deadline {
  /** Settles as the work does if that is in time, else resolves to `Late`. A later result is ignored. */
  race<T>(work: Promise<T>): Promise<InTime<T> | Late>;
  /** Time that is left, ms; negative when it is over. */
  leftMs(): number;
  /** Clears the timer; call it when the invocation ends. */
  stop(): void;
}

export interface InTime<T> {
  readonly inTime: true;
  readonly value: T;
}

export interface Late {
  readonly inTime: false;
}

const LATE: Late = { inTime: false };

export function startDeadline(ms: number, clock: Clock): Deadline {
  const endsMs = clock.monotonicMs() + ms;
  let stop: () => void = () => undefined;
  const expired = new Promise<Late>((resolve) => {
    stop = clock.after(ms, () => resolve(LATE));
  });
  return {
    race: (work) => Promise.race([work.then((value) => ({ inTime: true as const, value })), expired]),
    leftMs: () => endsMs - clock.monotonicMs(),
    stop: () => stop(),
  };
}
