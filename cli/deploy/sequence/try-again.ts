import type { Io } from '../../kit/io.ts';

/**
 * What has just been deployed is not known everywhere at once (permissions, names, an environment's copy of the secret for
 * 10 s): a probe that fails is made again.
 */
const TRIES = 8;
const EVERY_MS = 5_000;

/** @throws what the last try throws, or where the run is interrupted */
export async function tryAgain<T>(
  what: string,
  probe: () => Promise<T>,
  { pause, signal, stderr }: Pick<Io, 'pause' | 'signal' | 'stderr'>,
): Promise<T> {
  for (let tries = 1; ; tries++) {
    try {
      return await probe();
    } catch (error) {
      signal.throwIfAborted();
      if (tries === TRIES) throw error;
      stderr(`  ${what}: ${(error as Error).message}; once more in ${String(EVERY_MS / 1000)} s`);
      await pause(EVERY_MS, signal);
    }
  }
}
