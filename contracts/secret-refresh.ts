/** An environment refreshes secrets that are older than this in the background. */
export const REFRESH_AFTER_MS = 5 * 60_000;

/** Minimum time between an environment's requests to the store, also while the store is unreachable. */
export const MIN_REFRESH_GAP_MS = 10_000;

/** Timeout of one request to the store. */
export const LOAD_TIMEOUT_MS = 2_000;

/**
 * So long after the store has it, a secret is known to every environment that signatures reach: one that has asked for an
 * unknown signature just before the store had it asks again at the first one after the gap. The store must answer then.
 */
export const KNOWN_WHEN_NEEDED_AFTER_MS = MIN_REFRESH_GAP_MS + LOAD_TIMEOUT_MS;

/** After this time, every environment in use has refreshed in the background, even if the store is unreachable by then. */
export const KNOWN_IN_ADVANCE_AFTER_MS = REFRESH_AFTER_MS + KNOWN_WHEN_NEEDED_AFTER_MS;
