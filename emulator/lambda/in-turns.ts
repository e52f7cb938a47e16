/** Runs tasks in the order they came, so many at a time. */
export function inTurns(atATime: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= atATime) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      return await task();
    } finally {
      // The next one takes this one's place.
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
