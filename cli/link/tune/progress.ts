const EVERY_MS = 5_000;

/** Tells now and then how far a phase has come and how long it will take. */
export function showProgress(
  show: (line: string) => void,
  nowMs: () => number,
): (phase: string, share: number) => void {
  let current = '';
  let startedMs = nowMs();
  let shownMs = startedMs;
  return (phase, share) => {
    if (phase !== current) {
      current = phase;
      startedMs = nowMs();
      shownMs = startedMs;
    }
    if (nowMs() - shownMs < EVERY_MS) return;
    shownMs = nowMs();
    const leftS = share === 0 ? undefined : Math.round(((shownMs - startedMs) * (1 - share)) / share / 1000);
    const eta = leftS === undefined ? '' : `, about ${String(leftS)} s to go`;
    show(`${phase}: ${String(Math.floor(share * 100))} %${eta}`);
  };
}
