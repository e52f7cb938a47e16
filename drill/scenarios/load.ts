import type { Warm } from './scenario.ts';

/**
 * How many calls are placed at once without two cores delaying them. Each cold start, and each end of an environment, costs
 * about 80 ms of a core; a call that climbs the ladder causes a dozen events or more; calls that only wait on sockets cost
 * nothing. `busy` is also for scenarios that end warm environments, because fewer have to be started again.
 */
export const CONCURRENCY = { cold: 2, busy: 4, warm: 8, waiting: 20 } as const;

const answer: Warm = { role: 'primary', route: 'answer' };
const event: Warm = { role: 'primary', route: 'event' };
const fallback: Warm = { role: 'secondary', route: 'fallback' };
/** Vonage reports the leg of a region's bot to that region. */
const botEvents = (role: Warm['role']): Warm => ({ role, route: 'websocket-disconnected' });

/** The primary answers. */
export const WARM_PRIMARY: readonly Warm[] = [answer, event, botEvents('primary')];

/** The primary is gone. */
export const WARM_SECONDARY: readonly Warm[] = [fallback, botEvents('secondary')];

/** The primary is gone, and linked as the fallback: the secondary answers, and takes events. */
export const WARM_SWAPPED: readonly Warm[] = [
  ...WARM_SECONDARY,
  { ...answer, role: 'secondary' },
  { ...event, role: 'secondary' },
];

/** The primary is asked, fails, and still takes events. */
export const WARM_FAILOVER: readonly Warm[] = [answer, event, ...WARM_SECONDARY];

/** As `WARM_FAILOVER`; the fault uses up an environment of the answer function for each call. */
export const WARM_USED_UP: readonly Warm[] = [{ ...answer, perCall: true }, event, ...WARM_SECONDARY];

/** Both regions are asked and fail. */
export const WARM_STATIC: readonly Warm[] = [answer, event, fallback];

/** All but the answer function, whose environments the scenario controls. */
export const WARM_BUT_ANSWER: readonly Warm[] = [event, botEvents('primary'), ...WARM_SECONDARY];

/** Callers wait for events of the bot's leg, while its status events are still being handled. */
export const WARM_LADDER: readonly Warm[] = [answer, event, { ...botEvents('primary'), perCaller: 2 }];

/** As `WARM_LADDER`; each event is slow, or comes twice. */
export const WARM_SLOW_EVENTS: readonly Warm[] = [
  answer,
  { ...event, perCaller: 4 },
  { ...botEvents('primary'), perCaller: 4 },
];

/** All callers lose the bot in the same moment, and each one waits for an event of its leg. */
export const WARM_EVERYBODY: readonly Warm[] = [
  answer,
  { ...event, perCaller: 0.5 },
  { ...botEvents('primary'), perCaller: 1 },
];

/** Callers in a menu of the primary, whose answers either region takes. */
export const WARM_MENU: readonly Warm[] = [
  answer,
  { ...event, perCaller: 0.5 },
  { ...event, role: 'secondary', perCaller: 0.4 },
  { ...fallback, perCaller: 0.5 },
];

/** As `WARM_MENU`; each answer is slow. */
export const WARM_SLOW_MENU: readonly Warm[] = [
  answer,
  { ...event, perCaller: 1.5 },
  { ...event, role: 'secondary', perCaller: 1 },
  { ...fallback, perCaller: 1.5 },
];

/** Callers of a guarded application, one after the other or a few: each status event waits for the application as well. */
export const WARM_GUARDED: readonly Warm[] = [
  answer,
  { ...event, perCaller: 3 },
  { ...event, role: 'secondary', perCaller: 1 },
  { ...fallback, perCaller: 1.5 },
];

/** In a menu of the primary, whose secret store is unavailable: a new environment could read no secret. */
export const WARM_WITHOUT_STORE: readonly Warm[] = [
  answer,
  { ...event, perCaller: 2 },
  { ...botEvents('primary'), perCaller: 4 },
];

/** The primary fails in mid-call, and all its callers reach the secondary's bot at once. */
export const WARM_MID_CALL: readonly Warm[] = [
  ...WARM_PRIMARY,
  fallback,
  { ...botEvents('secondary'), perCaller: 1 },
];
