/**
 * Time between two checks of one health checker. There are about 15 of them, on four continents
 * (docs/decisions/026-domain.md).
 */
export const HEALTH_CHECK_INTERVAL_SECONDS = 30;

/** Failed checks in a row, of one checker. One may be a bad connection; a third would delay the failover by half a minute. */
export const HEALTH_CHECK_FAILURES = 2;
