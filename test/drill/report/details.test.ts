import { details } from '../../../drill/report/details.ts';
import { aResult, aScenarioResult } from './a-result.ts';

describe('details', () => {
  it('holds what the table leaves out: F, E and C, p50, names, events, cold starts, counts, rungs', () => {
    const mixed = aScenarioResult({
      name: 'mixed',
      servedBy: { primary: 6, secondary: 14, static: 0 },
      coldStartMs: { p50: 90, max: 120 },
      rungs: [{ call: 'a', rungs: [{ rung: 'first', by: 'primary', reached: 'bot', withoutAnybodyMs: 20 }] }],
    });
    const text = details(aResult({ scenarios: [aScenarioResult(), mixed] }));
    expect(text).toContain('/answer 9 ms (4 ms)');
    expect(text).toContain('7/9/3 ms, 40/20/5 ms (20 at once)');
    expect(text).toMatch(
      /^primary-black-hole +the primary is a black hole +the secondary answers +20\/20 +secondary +1020\/1060 ms +2\.0 s, then dropped +1040 ms +0\/0 +- +2\.0 s +pass$/m,
    );
    expect(text).toMatch(/^mixed .* primary 6, secondary 14 .* 90\/120 ms/m);
    expect(text).toMatch(/^mixed +20\/20 +- +- +- +- +- +-$/m);
  });
});
