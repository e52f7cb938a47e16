import type { Scenario } from '../../../drill/scenarios/scenario.ts';
import { SCENARIOS } from '../../../drill/scenarios/scenarios.ts';

export function scenarioNamed(name: string): Scenario {
  const found = SCENARIOS.find((scenario) => scenario.name === name);
  if (found === undefined) throw new Error(`Expected a scenario "${name}"; found none.`);
  return found;
}

/** A scenario that promises nothing, for what a test is about. */
export const aScenario = (phases: Scenario['phases'], others: Partial<Scenario> = {}): Scenario => ({
  name: 'test',
  breaks: '',
  promise: '',
  ceilingMs: 200,
  typicalSeconds: 1,
  concurrency: 2,
  warm: [],
  phases,
  ...others,
});
