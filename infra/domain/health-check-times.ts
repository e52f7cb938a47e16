/** Between two checks of one health checker. There are about 15 of them, on four continents (docs/decisions/026-domain.md). */
export const HEALTH_CHECK_INTERVAL_SECONDS = 30;

/** Checks in a row, of one checker. Its one bad connection is no outage, and a third one would be half a minute more. */
export const HEALTH_CHECK_FAILURES = 2;
