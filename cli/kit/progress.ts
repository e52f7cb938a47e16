const FIRST_AFTER_MS = 1_000;
const EVERY_MS = 2_000;

/** Tells how far long work has come, now and then, on stderr; nothing for short work. */
export function createProgress(what: string, total: number): () => void {
  let done = 0;
  let nextAtMs = Date.now() + FIRST_AFTER_MS;
  return () => {
    done += 1;
    if (Date.now() < nextAtMs) return;
    nextAtMs = Date.now() + EVERY_MS;
    console.error(`${what}: ${String(done)} of ${String(total)}`);
  };
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
