import type { TimeoutsName } from '../../contracts/settings/timeouts.ts';

/**
 * No silence of a scenario is longer than this, ms, whatever was measured in the run. A limit is made of what the run
 * measures, so it grows with a defect that slows everything down; a ceiling does not. Each one is what the fault costs by the
 * timeouts as they are (docs/decisions/002-timeouts.md), and 200 ms for everything else (250 where a bot has to be reached again).
 */
export const CEILINGS_MS: Readonly<Record<string, Readonly<Record<TimeoutsName, number>>>> = {
  healthy: { shipped: 200, tight: 200 },
  // A cold start of 900 ms, and below the 1200 ms at which the gateway would give up; or the tight 700 ms, and a failover.
  'healthy-cold': { shipped: 1150, tight: 950 },
  'failover-cold': { shipped: 800, tight: 800 },
  'primary-refuses-connections': { shipped: 200, tight: 200 },
  'primary-black-hole': { shipped: 1200, tight: 800 },
  'primary-swapped': { shipped: 1200, tight: 800 },
  'primary-accepts-and-hangs': { shipped: 4200, tight: 2800 },
  'function-hangs': { shipped: 1400, tight: 900 },
  'function-crashes': { shipped: 200, tight: 200 },
  'function-throttled': { shipped: 200, tight: 200 },
  'call-flow-throws': { shipped: 200, tight: 200 },
  'call-flow-returns-invalid-ncco': { shipped: 200, tight: 200 },
  'call-flow-too-slow': { shipped: 800, tight: 800 },
  'secret-is-wrong-in-the-primary': { shipped: 200, tight: 200 },
  'secret-is-wrong-everywhere': { shipped: 200, tight: 200 },
  // A cold start, then the handler's deadline of 600 ms.
  'secret-store-away': { shipped: 1000, tight: 1000 },
  'secret-rotated-during-a-flood': { shipped: 250, tight: 250 },
  'fallback-throttled': { shipped: 200, tight: 200 },
  'fallback-direct': { shipped: 200, tight: 200 },
  'both-regions-refuse': { shipped: 200, tight: 200 },
  'both-regions-black-hole': { shipped: 2200, tight: 1800 },
  'both-regions-accept-and-hang': { shipped: 6200, tight: 3800 },
  // A half-open socket is noticed after 600 ms.
  'websocket-dropped': { shipped: 850, tight: 850 },
  'websocket-dropped-twice': { shipped: 250, tight: 250 },
  'websocket-flaps': { shipped: 250, tight: 250 },
  'websocket-refused': { shipped: 250, tight: 250 },
  'websocket-never-answers': { shipped: 3250, tight: 3250 },
  'websocket-dropped-and-primary-gone': { shipped: 250, tight: 250 },
  'websocket-dropped-and-primary-black-hole': { shipped: 1250, tight: 850 },
  'websocket-dropped-and-primary-hangs': { shipped: 5250, tight: 4250 },
  'websocket-dropped-and-both-regions-gone': { shipped: 250, tight: 250 },
  'websocket-dropped-and-everything-gone': { shipped: 2250, tight: 1450 },
  'primary-dies-mid-call': { shipped: 200, tight: 200 },
  'person-busy': { shipped: 250, tight: 250 },
  'person-never-answers': { shipped: 250, tight: 250 },
  'bot-hangs-up-on-purpose': { shipped: 200, tight: 200 },
  'events-twice-and-out-of-order': { shipped: 250, tight: 250 },
  // The other region's journal is asked after 100 ms.
  'journal-bucket-away': { shipped: 350, tight: 350 },
  'both-journal-buckets-away': { shipped: 250, tight: 250 },
  'forged-callbacks': { shipped: 200, tight: 200 },
  'stranger-floods': { shipped: 250, tight: 250 },
};
