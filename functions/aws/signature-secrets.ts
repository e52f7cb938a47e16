import type { Clock, Log, SignatureSecrets } from '../ports.ts';
import { LOAD_TIMEOUT_MS, MIN_REFRESH_GAP_MS, REFRESH_AFTER_MS } from '../../contracts/secret-refresh.ts';
import type { LiveSecrets } from '../../contracts/signature-secret.ts';
import type { LoadSignatureSecret } from './load-signature-secret.ts';

interface Load {
  readonly startedAtMs: number;
  readonly abort: AbortController;
  readonly result: Promise<LiveSecrets>;
}

/**
 * Secrets in memory: one request to the store at a time, refreshed behind the answers, kept when the store is away.
 * An environment may be frozen at any moment: a request that thaws past its time is given up and made again.
 */
export function createSignatureSecrets(load: LoadSignatureSecret, clock: Clock, log: Log): SignatureSecrets {
  let known: { readonly secrets: LiveSecrets; readonly loadedAtMs: number } | undefined;
  let running: Load | undefined;
  let lastStartMs = Number.NEGATIVE_INFINITY;
  let lastUnknownSignatureMs = Number.NEGATIVE_INFINITY;

  const isPast = (sinceMs: number, gapMs: number): boolean => clock.nowMs() - sinceMs >= gapMs;

  const start = (): Load => {
    const abort = new AbortController();
    const timer = setTimeout(
      () => abort.abort(new Error('The secret store did not answer in time.')),
      LOAD_TIMEOUT_MS,
    );
    const startedAtMs = clock.nowMs();
    lastStartMs = startedAtMs;
    const result = load(abort.signal)
      .finally(() => {
        clearTimeout(timer);
        // Before anybody hears of a failure: whoever asks again must not be given the same request.
        if (running?.abort === abort) running = undefined;
      })
      .then((secrets) => {
        // A request that was given up may still come in, after a newer one.
        if (known === undefined || known.loadedAtMs <= startedAtMs)
          known = { secrets, loadedAtMs: startedAtMs };
        return known.secrets;
      });
    result.catch((error: unknown) =>
      log({ level: 'warn', message: 'the signature secret was not refreshed', error: String(error) }),
    );
    running = { startedAtMs, abort, result };
    return running;
  };

  /** The running request, unless the environment was frozen past its time. */
  const joinable = (): Load | undefined => {
    if (running === undefined || !isPast(running.startedAtMs, LOAD_TIMEOUT_MS)) return running;
    running.abort.abort(new Error('The environment was frozen while the secret store was asked.'));
    running = undefined;
    return undefined;
  };

  return {
    live: async () => {
      if (known !== undefined) {
        const isDue = isPast(known.loadedAtMs, REFRESH_AFTER_MS) && isPast(lastStartMs, MIN_REFRESH_GAP_MS);
        if (isDue && joinable() === undefined) start();
        return known.secrets;
      }
      const joined = joinable();
      if (joined === undefined) return start().result;
      // Somebody else's request may have been frozen half-way: its failure is not ours.
      return joined.result.catch(() => (joinable() ?? start()).result);
    },
    refreshed: async () => {
      const before = known?.secrets ?? [];
      let load = joinable();
      // To wait for a request that is under way costs the store nothing; to make one is what a flood must not bring about.
      if (load === undefined) {
        if (!isPast(lastUnknownSignatureMs, MIN_REFRESH_GAP_MS)) return before;
        lastUnknownSignatureMs = clock.nowMs();
        load = start();
      }
      return load.result.catch(() => known?.secrets ?? before);
    },
  };
}
