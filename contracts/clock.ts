/** Time of day. */
export interface WallClock {
  /** ms since 1970. */
  nowMs(): number;
}

/** All that decides with time asks here, so that the same code runs under the machine's time and under a virtual one. */
export interface Clock extends WallClock {
  /** ms since some beginning; never set back. */
  monotonicMs(): number;
  /** Runs it once, after so many ms; returns what calls it off. */
  after(ms: number, run: () => void): () => void;
}

/** The machine's. */
export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};

/** Resolves after so many ms. */
export const sleep = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => void clock.after(ms, resolve));

/** Resolves as the work does, or to `otherwise` where that takes longer. Rejects as the work does before. */
export async function within<T, Otherwise>(
  clock: Clock,
  ms: number,
  work: Promise<T>,
  otherwise: Otherwise,
): Promise<T | Otherwise> {
  let callOff: () => void = () => undefined;
  const late = new Promise<Otherwise>((resolve) => {
    callOff = clock.after(ms, () => resolve(otherwise));
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    callOff();
  }
}

/** Aborts after so many ms. Unlike `AbortSignal.timeout` it asks the clock. */
export function abortAfter(clock: Clock, ms: number): AbortSignal {
  const abort = new AbortController();
  clock.after(ms, () => abort.abort(new Error(`No answer within ${ms} ms.`)));
  return abort.signal;
}

/** Text of a time of day, as JSON has it. */
export const isoTime = (clock: WallClock): string => new Date(clock.nowMs()).toISOString();
