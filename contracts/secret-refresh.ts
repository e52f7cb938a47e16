/** An environment refreshes secrets that are older than this, without making anybody wait. */
export const REFRESH_AFTER_MS = 5 * 60_000;

/** Behind the answers, and for unknown signatures, an environment asks the store at most this often; also when it is away. */
export const MIN_REFRESH_GAP_MS = 10_000;

/** One request to the store is given up after this. */
export const LOAD_TIMEOUT_MS = 2_000;

/**
 * So long after the store has it, a secret is known to every environment that signatures reach: one that has asked for an
 * unknown signature just before the store had it asks again at the first one after the gap. The store must answer then.
 */
export const KNOWN_WHEN_NEEDED_AFTER_MS = MIN_REFRESH_GAP_MS + LOAD_TIMEOUT_MS;

/** So long after, every environment in use has refreshed by itself: even if the store is away when the secret is needed. */
export const KNOWN_IN_ADVANCE_AFTER_MS = REFRESH_AFTER_MS + KNOWN_WHEN_NEEDED_AFTER_MS;
