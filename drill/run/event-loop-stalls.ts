/** A stretch in which a process could not run: what was measured in it proves nothing. */
export interface Stall {
  readonly fromMs: number;
  readonly toMs: number;
}

const PERIOD_MS = 10;
/** Two busy cores take time away in many small pieces; they are summed over the silence that they spoil (verdict.ts). */
const BEHIND_MS = 15;

/** Watches this process's event loop, `performance.now()` as clock; returns how to stop. */
export function watchEventLoop(onStall: (stall: Stall) => void): () => void {
  let lastMs = performance.now();
  const timer = setInterval(() => {
    const nowMs = performance.now();
    if (nowMs - lastMs > PERIOD_MS + BEHIND_MS) onStall({ fromMs: lastMs, toMs: nowMs });
    lastMs = nowMs;
  }, PERIOD_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
  };
}
