import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
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
  it.each(
    SCENARIOS.flatMap((scenario) =>
      (['shipped', 'tight'] as const).map((timeouts) => [scenario.name, timeouts, scenario] as const),
    ),
  )('%s, %s: what its fault costs, and little more', (name, timeoutsName, { phases, ceilingMs: ceiling }) => {
    const timeouts = TIMEOUTS[timeoutsName];
    const costs = phases.map(({ limitMs, recovery }) =>
      Math.max(limitMs({ ...NOTHING, timeouts }), recovery?.limitMs({ ...NOTHING, timeouts }) ?? 0),
    );
    const costMs = Math.max(...costs);
    const ceilingMs = typeof ceiling === 'number' ? ceiling : ceiling[timeoutsName];
    expect(ceilingMs).toBeGreaterThanOrEqual(costMs + 150);
    // failover-cold is made of cold starts alone.
    expect(ceilingMs).toBeLessThanOrEqual(costMs + (name === 'failover-cold' ? 800 : REST_MS));
  });
});
