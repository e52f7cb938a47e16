/** The end of one invocation's patience, counted from its start. */
export interface Deadline {
  /** The work's result, if it comes in time; its rejection, likewise. Work that comes later is ignored. */
  race<T>(work: Promise<T>): Promise<InTime<T> | Late>;
  /** Forgets the timer; call it when the invocation ends. */
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

/** Starts to count now. */
export function startDeadline(ms: number): Deadline {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<Late>((resolve) => {
    timer = setTimeout(() => resolve(LATE), ms);
  });
  return {
    race: (work) => Promise.race([work.then((value) => ({ inTime: true as const, value })), expired]),
    stop: () => clearTimeout(timer),
  };
}
