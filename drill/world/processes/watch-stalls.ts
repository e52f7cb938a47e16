import { monotonicMs } from './monotonic.ts';

const EVERY_MS = 25;
const STALL_MS = 15;

/** Tells whenever this process's event loop was behind by more than 15 ms. @returns how to stop */
export function watchStalls(onStall: (atMs: number, behindMs: number) => void): () => void {
  let dueMs = monotonicMs() + EVERY_MS;
  const timer = setInterval(() => {
    const nowMs = monotonicMs();
    const behindMs = nowMs - dueMs;
    if (behindMs > STALL_MS) onStall(nowMs, Math.round(behindMs));
    dueMs = nowMs + EVERY_MS;
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
