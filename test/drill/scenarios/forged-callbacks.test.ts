import { callbacksAreJudgedAsExpected } from '../../../drill/checkers/callbacks.ts';
import { CHECKERS } from '../../../drill/checkers/checkers.ts';
import { SCENARIOS } from '../../../drill/scenarios/scenarios.ts';
import { scenarioNamed } from './scenario-named.ts';

// Without vectors, or without who judges them, it would pass for nothing.
describe('forged-callbacks', () => {
  it('is run, sends the vectors to two regions in rotation, and has them judged', () => {
    expect(SCENARIOS).toContain(scenarioNamed('forged-callbacks'));
    expect(
      scenarioNamed('forged-callbacks').phases.map(({ faults }) => faults.map(({ name }) => name)),
    ).toEqual([
      [
        'the secret of the primary is in rotation',
        'the secret of the secondary is in rotation',
        'callbacks are forged in every known way',
      ],
    ]);
    expect(CHECKERS).toContain(callbacksAreJudgedAsExpected);
  });
});
