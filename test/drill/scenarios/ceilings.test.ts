import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
import type { TimeoutsName } from '../../../contracts/settings/timeouts.ts';
import { CEILINGS_MS } from '../../../drill/scenarios/ceilings.ts';
import { SCENARIOS } from '../../../drill/scenarios/scenarios.ts';

/** What everything but the timeouts of a fault may take at most: a bot that is reached again, on a slow machine. */
const REST_MS = 400;
const NOTHING = {
  fetchMs: 0,
  eventMs: 0,
  connectMs: 0,
  coldStartMs: 0,
  socketTimeoutMs: 3000,
  halfOpenMs: 600,
};

describe('the ceilings', () => {
  it('are there for every scenario, and for no other', () => {
    expect(Object.keys(CEILINGS_MS).toSorted()).toEqual(SCENARIOS.map(({ name }) => name).toSorted());
  });

  it.each(
    SCENARIOS.flatMap((scenario) =>
      (['shipped', 'tight'] as const).map((name) => [scenario.name, name] as const),
    ),
  )('%s, %s: what its fault costs, and little more', (scenarioName, timeoutsName: TimeoutsName) => {
    const timeouts = TIMEOUTS[timeoutsName];
    const costs = SCENARIOS.filter(({ name }) => name === scenarioName).flatMap(({ phases }) =>
      phases.map(({ limitMs, recovery }) =>
        Math.max(limitMs({ ...NOTHING, timeouts }), recovery?.limitMs({ ...NOTHING, timeouts }) ?? 0),
      ),
    );
    const costMs = Math.max(...costs);
    const ceilingMs = CEILINGS_MS[scenarioName]?.[timeoutsName] ?? Infinity;
    expect(ceilingMs).toBeGreaterThanOrEqual(costMs + 150);
    // failover-cold is made of cold starts alone.
    expect(ceilingMs).toBeLessThanOrEqual(costMs + (scenarioName === 'failover-cold' ? 800 : REST_MS));
  });
});
