/**
 * How many calls are placed at the same moment, so that two cores do not spoil silences: each cold start
 * costs a core some 80 ms, and so does each environment that ends; a call that climbs the ladder causes a dozen
 * events and more; calls that only wait on
 * sockets cost nothing. `busy` is also for scenarios that end warm environments: fewer have to be started again.
 */
export const CONCURRENCY = { cold: 2, busy: 4, warm: 8, waiting: 20 } as const;
