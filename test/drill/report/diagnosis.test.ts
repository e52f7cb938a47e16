import { diagnosis } from '../../../drill/report/diagnosis.ts';
import { aScenarioResult } from './a-result.ts';

describe('diagnosis', () => {
  it('says symptom, rules, and the resource and setting at fault', () => {
    const text = diagnosis(
      aScenarioResult({
        verdict: 'fail',
        heard: 0,
        dropped: 20,
        problems: [
          { checker: 'caller-hears-what-is-meant', text: 'heard nothing', calls: 20, excused: false },
          {
            checker: 'nobody-waits',
            text: 'waited',
            calls: 3,
            worst: '4000 ms',
            excused: true,
            because: 'it waited for a core',
          },
        ],
        rules: { 'second-failure-goes-to-the-fallback': 20 },
        suspects: [
          { resource: 'Front', setting: 'CustomErrorResponses', text: '504 is not mapped.', count: 20 },
        ],
        waitedMs: { primary: 812, drill: 20 },
      }),
    );
    expect(text.split('\n')).toEqual([
      'primary-black-hole: fail',
      '  promised: the secondary answers; found: 20 of 20 callers dropped, longest silence 1060 ms (limit 1040 ms)',
      '  symptom:',
      '    20 calls: heard nothing [caller-hears-what-is-meant]',
      '    3 calls: waited, worst 4000 ms [nobody-waits]; this proves nothing: it waited for a core',
      '  rules of the platform:',
      '    second-failure-goes-to-the-fallback (20×)',
      '  at fault:',
      '    Front, CustomErrorResponses: 504 is not mapped. (20×)',
      '  processes waited for a core meanwhile: primary 812 ms, drill 20 ms',
    ]);
  });
});
