import { timed } from '../../../drill/run/typical-times.ts';
import { scenarioNamed } from '../scenarios/scenario-named.ts';

const seconds = (names: readonly string[], calls?: number) =>
  timed(names.map(scenarioNamed), { calls }).map(({ typicalSeconds }) => typicalSeconds);

describe('the typical time of a scenario', () => {
  it('has the measurement of a healthy failover in it where the concurrency is new', () => {
    const { typicalSeconds, concurrency } = scenarioNamed('healthy');
    expect(concurrency).toBeGreaterThan(1);
    expect(seconds(['healthy', 'healthy'])).toEqual([typicalSeconds + 3, typicalSeconds]);
  });
});
