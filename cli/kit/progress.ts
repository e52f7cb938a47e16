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
