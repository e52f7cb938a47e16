import { diagnosis } from '../../../drill/report/diagnosis.ts';
import { aScenarioResult } from './a-result.ts';

const tooLate = {
  checker: 'nobody-waits',
  text: 'waited',
  calls: 3,
  worst: '4000 ms',
  excused: true,
  because: 'it waited for a core',
};

describe('diagnosis', () => {
  it('says symptom, rules, and the resource and setting at fault', () => {
    const text = diagnosis(
      aScenarioResult({
        verdict: 'fail',
        heard: 0,
        dropped: 20,
        problems: [
          { checker: 'caller-hears-what-is-meant', text: 'heard nothing', calls: 1, excused: false },
          tooLate,
        ],
        rules: { 'second-failure-goes-to-the-fallback': 20 },
        suspects: [
          { resource: 'Front', setting: 'CustomErrorResponses', text: '504 is not mapped.', count: 20 },
        ],
        waitedMs: { drill: 1412 },
      }),
    );
    expect(text.split('\n')).toEqual([
      'primary-black-hole: fail',
      '  promised: the secondary answers; found: 20 of 20 callers dropped, longest silence 1060 ms (limit 1040 ms)',
      '  symptom:',
      '    1 call: heard nothing [caller-hears-what-is-meant]',
      '    3 calls: waited, worst 4000 ms [nobody-waits]; not counted: it waited for a core',
      '  rules of the platform:',
      '    second-failure-goes-to-the-fallback (20×)',
      '  at fault:',
      '    Front, CustomErrorResponses: 504 is not mapped. (20×)',
      '  this machine was busy meanwhile:',
      '    the process of the drill itself waited 1.41 s for a core',
    ]);
  });

  it('says of what is unknown that nothing is wrong, and which process kept it from being measured', () => {
    const text = diagnosis(
      aScenarioResult({
        verdict: 'unknown',
        problems: [tooLate],
        waitedMs: { static: 1, drill: 20, primary: 1812 },
        rules: { r: 1 },
      }),
    );
    expect(text.split('\n')).toEqual([
      'primary-black-hole: unknown. Nothing was found wrong; it could not be measured.',
      '  why:',
      '    this machine was too busy to measure silences:',
      '      the process of the primary region waited 1.81 s for a core',
      '      the process of the drill itself waited 20 ms for a core',
      '  not counted, because this machine may have caused it:',
      '    3 calls: waited, worst 4000 ms [nobody-waits]; not counted: it waited for a core',
    ]);
  });

  it('says of what is unknown that nothing was exercised, and what is suspected', () => {
    const text = diagnosis(
      aScenarioResult({
        verdict: 'unknown',
        unknown: ['not everything was exercised: 2 of 2 calls wanted no NCCO'],
        suspects: [{ resource: 'Front', setting: 'Origins', text: 'Lost.', count: 1 }],
      }),
    );
    expect(text.split('\n')).toEqual([
      'primary-black-hole: unknown. Nothing was found wrong; it could not be measured.',
      '  why:',
      '    not everything was exercised: 2 of 2 calls wanted no NCCO',
      '  at fault:',
      '    Front, Origins: Lost. (1×)',
    ]);
  });
});
