/** Exit code of a command that was interrupted, as a shell tells it: 128 + SIGINT. */
export const INTERRUPTED = 130;

/** Who sits at a terminal and uses npm interrupts twice at once: the terminal tells every process, and npm passes it on. */
const SAME_PRESS_MS = 500;

/**
 * Aborted by the first Ctrl-C (SIGTERM, or a terminal that closes): what is under way is undone, and stops. The next one
 * ends the process at once, unless it is another terminal that closes: that is no operator who cannot wait.
 * @param exitCode of a process that is ended so
 * @param onInterrupt what to say
 * @param goesOn whether a terminal that closes interrupts nothing
 */
export function interruption(
  exitCode: number,
  onInterrupt: () => void = () => undefined,
  goesOn: () => boolean = () => false,
): AbortSignal {
  const interrupted = new AbortController();
  let firstMs = 0;
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(name, () => {
      if (name === 'SIGHUP' && goesOn()) return;
      if (!interrupted.signal.aborted) {
        firstMs = performance.now();
        onInterrupt();
        interrupted.abort();
      } else if (name !== 'SIGHUP' && performance.now() - firstMs > SAME_PRESS_MS) process.exit(exitCode);
    });
  return interrupted.signal;
}
