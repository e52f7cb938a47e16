const FIRST_AFTER_MS = 1_000;
const EVERY_MS = 2_000;

/** Reports now and then how far long work has come and how long it will take; says nothing about short work. */
export function createProgress(
  show: (line: string) => void,
  nowMs: () => number,
): (phase: string, share: number) => void {
  let current: string | undefined;
  let startedMs = 0;
  let nextAtMs = 0;
  return (phase, share) => {
    const now = nowMs();
    if (phase !== current) {
      current = phase;
      startedMs = now;
      nextAtMs = now + FIRST_AFTER_MS;
    }
    if (now < nextAtMs) return;
    nextAtMs = now + EVERY_MS;
    const left = share === 0 ? '' : `, ${timeLeft(((now - startedMs) * (1 - share)) / share)}`;
    show(`${phase}: ${String(Math.floor(share * 100))} %${left}`);
  };
}

/** `about 4 s left`, `about 35 s left`, `about 2 min 5 s left`: above ten seconds rounded up to five. */
export function timeLeft(ms: number): string {
  const exact = Math.ceil(ms / 1000);
  const seconds = exact > 10 ? Math.ceil(exact / 5) * 5 : exact;
  const [min, s] = [Math.floor(seconds / 60), seconds % 60];
  const parts = [
    ...(min === 0 ? [] : [`${String(min)} min`]),
    ...(s === 0 && min > 0 ? [] : [`${String(s)} s`]),
  ];
  return `about ${parts.join(' ')} left`;
}

/** As `inParallel`, and reports now and then how far it has come. @param phase what it does, for people */
export function inParallelShown<T, R>(
  show: (line: string) => void,
  phase: string,
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const progress = createProgress(show, Date.now);
  let done = 0;
  return inParallel(items, limit, async (item) => {
    const result = await work(item);
    progress(phase, ++done / items.length);
    return result;
  });
}

/** Maps with at most `limit` at once; results in order. */
export async function inParallel<T, R>(
  items: readonly T[],
  limit: number,
  work: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let index = next++; index < items.length; index = next++)
      results[index] = await work(items[index] as T);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker));
  return results;
}
