import type { Clock } from '../../contracts/clock.ts';
import { LOAD_TIMEOUT_MS, MIN_REFRESH_GAP_MS, REFRESH_AFTER_MS } from '../../contracts/secret-refresh.ts';
import type { CachedSecret, Log } from '../ports.ts';

interface Load<Value> {
  readonly startedAtMs: number;
  readonly abort: AbortController;
  readonly result: Promise<Value>;
}

/**
 * Caches what a secret holds in memory. At most one request to the store runs at a time. A refresh does not delay answers, and
 * a known value stays valid while the store is unreachable. Lambda may freeze the environment at any moment: a request that is
 * past its timeout when the environment resumes is aborted and made again.
 * @param what in the log line of a refresh that fails
 */
export function createCachedSecret<Value>(
  load: (signal: AbortSignal) => Promise<Value>,
  what: string,
  clock: Clock,
  log: Log,
): CachedSecret<Value> {
  let known: { readonly value: Value; readonly loadedAtMs: number; readonly load: number } | undefined;
  let loads = 0;
  let running: Load<Value> | undefined;
  let lastStartMs = Number.NEGATIVE_INFINITY;
  let lastForcedMs = Number.NEGATIVE_INFINITY;

  // A clock that is set back must not keep a value for as long as it was ahead.
  const isPast = (sinceMs: number, gapMs: number): boolean => Math.abs(clock.nowMs() - sinceMs) >= gapMs;

  const start = (): Load<Value> => {
    const abort = new AbortController();
    const stopTimer = clock.after(LOAD_TIMEOUT_MS, () =>
      abort.abort(new Error('The secret store did not answer in time.')),
    );
    const startedAtMs = clock.nowMs();
    lastStartMs = startedAtMs;
    loads += 1;
    const own = loads;
    const result = load(abort.signal)
      .finally(() => {
        stopTimer();
        // Before the failure is reported, so that a retry does not join the failed request.
        if (running?.abort === abort) running = undefined;
      })
      .then((value) => {
        // An aborted request may still complete, after a newer one.
        if (known === undefined || known.load < own) known = { value, loadedAtMs: startedAtMs, load: own };
        return known.value;
      });
    result.catch((error: unknown) =>
      log({ level: 'warn', message: `${what} was not refreshed`, error: String(error) }),
    );
    running = { startedAtMs, abort, result };
    return running;
  };

  /** The running request, unless the environment was frozen beyond the request's timeout. */
  const joinable = (): Load<Value> | undefined => {
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
        return known.value;
      }
      const joined = joinable();
      if (joined === undefined) return start().result;
      // An earlier invocation's request may have failed because of a freeze; this invocation retries.
      return joined.result.catch(() => (joinable() ?? start()).result);
    },
    refreshed: async () => {
      const before = known?.value;
      let load = joinable();
      // Joining a running request adds no load; only new requests are limited, so that a flood cannot cause many.
      if (load === undefined) {
        if (!isPast(lastForcedMs, MIN_REFRESH_GAP_MS)) return before;
        lastForcedMs = clock.nowMs();
        load = start();
      }
      return load.result.catch(() => known?.value ?? before);
    },
  };
}
