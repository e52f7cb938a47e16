const EVERY_MS = 5_000;

/** Tells now and then how far a phase has come and how long it will take. */
export function tellProgress(
  tell: (line: string) => void,
  nowMs: () => number,
): (phase: string, share: number) => void {
  let current = '';
  let startedMs = nowMs();
  let toldMs = startedMs;
  return (phase, share) => {
    if (phase !== current) {
      current = phase;
      startedMs = nowMs();
      toldMs = startedMs;
    }
    if (nowMs() - toldMs < EVERY_MS) return;
    toldMs = nowMs();
    const leftS = share === 0 ? undefined : Math.round(((toldMs - startedMs) * (1 - share)) / share / 1000);
    const eta = leftS === undefined ? '' : `, about ${String(leftS)} s to go`;
    tell(`${phase}: ${String(Math.floor(share * 100))} %${eta}`);
  };
}
