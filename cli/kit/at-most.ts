/** Runs some work, as soon as its turn has come; resolves or rejects as the work does. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** At most so many pieces of work at once: the others wait, and begin in the order in which they came. */
export function atMost(limit: number): InTurn {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (running === limit) await new Promise<void>((begin) => waiting.push(begin));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // Its turn goes over to the next one.
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
