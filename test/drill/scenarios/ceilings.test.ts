import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';
import type { TimeoutsName } from '../../../contracts/settings/timeouts.ts';
import { ceilingOfScenario } from '../../../drill/run/expected-of.ts';
import { profileNamed } from '../../../simulator/profiles.ts';
import { scenarioNamed } from './scenario-named.ts';
import { ceilingOf } from '../../../drill/scenarios/scenario.ts';
import { SCENARIOS } from '../../../drill/scenarios/scenarios.ts';

/** What everything but the timeouts of a fault may take at most: a bot that is reached again, on a slow machine. */
const REST_MS = 400;
const NOTHING = {
  profile: support2024,
  fetchMs: 0,
  eventMs: 0,
  connectMs: 0,
  coldStartMs: 0,
  socketTimeoutMs: 3000,
  halfOpenMs: 600,
};

describe('the ceilings in another profile', () => {
  const ceilingIn = (name: string, timeoutsName: TimeoutsName, profileName: string): number => {
    const profile = profileNamed(profileName);
    return ceilingOfScenario(scenarioNamed(name), timeoutsName, {
      ...NOTHING,
      profile,
      timeouts: TIMEOUTS[timeoutsName],
    });
  };

  // docs/silences.md says the same of the limits.
  it.each<[string, string, number, number]>([
    ['healthy', 'pooled', 200, 200],
    ['healthy', 'blog-2020', 200, 200],
    ['primary-refuses-connections', 'pooled', 200, 200],
    ['primary-refuses-connections', 'blog-2020', 1200, 1200],
    ['primary-black-hole', 'support-2024', 1200, 800],
    ['primary-black-hole', 'pooled', 4200, 2800],
    ['primary-black-hole', 'blog-2020', 2200, 1800],
    ['primary-black-hole', 'troubleshooting', 1700, 1100],
    ['primary-accepts-and-hangs', 'blog-2020', 5200, 3800],
    ['primary-accepts-and-hangs', 'troubleshooting', 6200, 4100],
    ['region-drips', 'support-2024', 4200, 2800],
    ['region-drips', 'pooled', 7200, 7200],
    ['stale-connection', 'pooled', 200, 200],
    ['function-hangs', 'blog-2020', 1400, 900],
    ['both-regions-black-hole', 'pooled', 5200, 3800],
    ['websocket-dropped-and-primary-black-hole', 'pooled', 5250, 4250],
    ['menu-primary-black-hole', 'pooled', 5250, 4250],
    ['menu-primary-hangs', 'blog-2020', 6250, 5250],
    ['menu-everything-gone', 'pooled', 13_250, 9850],
    ['menu-input-twice', 'blog-2020', 1250, 1250],
    ['websocket-dropped-and-everything-gone', 'blog-2020', 4250, 3450],
    ['websocket-dropped-and-everything-gone', 'pooled', 13_250, 9850],
  ])('%s, %s: shipped %i ms, tight %i ms', (name, profile, shippedMs, tightMs) => {
    expect([ceilingIn(name, 'shipped', profile), ceilingIn(name, 'tight', profile)]).toEqual([
      shippedMs,
      tightMs,
    ]);
  });
});

describe('the ceilings', () => {
  it.each(
    SCENARIOS.flatMap((scenario) =>
      (['shipped', 'tight', 'guarded'] as const).map(
        (timeouts) => [scenario.name, timeouts, scenario] as const,
      ),
    ),
  )('%s, %s: what its fault costs, and little more', (name, timeoutsName, { phases, ceilingMs: ceiling }) => {
    const timeouts = TIMEOUTS[timeoutsName];
    const costs = phases.flatMap(({ limitMs, recovery, menu }) =>
      [limitMs, recovery?.limitMs, menu?.limitMs].map((limit) => limit?.({ ...NOTHING, timeouts }) ?? 0),
    );
    const costMs = Math.max(...costs);
    const mostMs = ceilingOf(ceiling, timeoutsName);
    expect(mostMs).toBeGreaterThanOrEqual(costMs + 150);
    // failover-cold is made of cold starts alone.
    expect(mostMs).toBeLessThanOrEqual(costMs + (name === 'failover-cold' ? 800 : REST_MS));
  });
});
