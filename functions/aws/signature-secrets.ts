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
 * Caches the secrets in memory. At most one request to the store runs at a time. A refresh does not delay answers, and known
 * secrets stay valid while the store is unreachable. Lambda may freeze the environment at any moment: a request that is past
 * its timeout when the environment resumes is aborted and made again.
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
        // Before the failure is reported, so that a retry does not join the failed request.
        if (running?.abort === abort) running = undefined;
      })
      .then((secrets) => {
        // An aborted request may still complete, after a newer one.
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

  /** The running request, unless the environment was frozen beyond the request's timeout. */
  const joinable = (): Load | undefined => {
    if (running === undefined || !isPast(running.startedAtMs, LOAD_TIMEOUT_MS)) return running;
    running.abort.abort(new Error('The environment was frozen during the request to the secret store.'));
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
      // An earlier invocation's request may have failed because of a freeze; this invocation retries.
      return joined.result.catch(() => (joinable() ?? start()).result);
    },
    refreshed: async () => {
      const before = known?.secrets ?? [];
      let load = joinable();
      // Joining a running request adds no load; only new requests are limited, so that a flood cannot cause many.
      if (load === undefined) {
        if (!isPast(lastUnknownSignatureMs, MIN_REFRESH_GAP_MS)) return before;
        lastUnknownSignatureMs = clock.nowMs();
        load = start();
      }
      return load.result.catch(() => known?.secrets ?? before);
    },
  };
}
