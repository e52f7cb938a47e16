import { diagnosis } from '../../../drill/report/diagnosis.ts';
import { aScenarioResult } from './a-result.ts';

const tooLate = {
  checker: 'no-long-wait',
  text: 'waited',
  calls: 3,
  worst: '4000 ms',
  excused: true,
  because: 'it waited for a core',
};

describe('diagnosis', () => {
  it('names symptom, rules, and the suspected resource and setting', () => {
    const text = diagnosis(
      aScenarioResult({
        verdict: 'fail',
        heard: 0,
        dropped: 20,
        problems: [
          { checker: 'caller-hears-what-is-meant', text: 'heard nothing', calls: 1, excused: false },
          tooLate,
        ],
        rules: { 'last-attempt-goes-to-the-fallback': 20 },
        suspects: [
          { resource: 'Front', setting: 'CustomErrorResponses', text: '504 is not mapped.', count: 20 },
        ],
        waitedMs: { drill: 1412 },
      }),
    );
    expect(text.split('\n')).toEqual([
      'primary-black-hole: fail',
      '  expected: the secondary answers; found: 20 of 20 callers dropped, longest silence 1060 ms (limit 1040 ms)',
      '  symptom:',
      '    1 call: heard nothing [caller-hears-what-is-meant]',
      '  what Vonage did with failed requests (rule, how often):',
      '    last-attempt-goes-to-the-fallback (20×)',
      '  suspected cause (resource, setting):',
      '    Front, CustomErrorResponses: 504 is not mapped. (20×)',
      '  not counted, because this machine may have caused it:',
      '    3 calls: waited, worst 4000 ms [no-long-wait]; not counted: it waited for a core',
      '  this machine was busy during the scenario:',
      '    the process of the drill itself waited 1.41 s for a CPU core',
    ]);
  });

  it('names the processes that prevented the measurement of an unknown scenario', () => {
    const text = diagnosis(
      aScenarioResult({
        verdict: 'unknown',
        problems: [tooLate],
        waitedMs: { static: 1, drill: 20, primary: 1812 },
        rules: { r: 1 },
      }),
    );
    expect(text.split('\n')).toEqual([
      'primary-black-hole: unknown. No failure was found, but the scenario could not be measured.',
      '  why:',
      '    this machine was too busy to measure silences:',
      '      the process of the primary region waited 1.81 s for a CPU core',
      '      the process of the drill itself waited 20 ms for a CPU core',
      '  not counted, because this machine may have caused it:',
      '    3 calls: waited, worst 4000 ms [no-long-wait]; not counted: it waited for a core',
    ]);
  });

  it('says that an unknown scenario placed no calls, and names the suspected cause', () => {
    const text = diagnosis(
      aScenarioResult({
        verdict: 'unknown',
        unknown: ['expected every call to be placed; found that 2 of 2 calls were not placed'],
        suspects: [{ resource: 'Front', setting: 'Origins', text: 'Lost.', count: 1 }],
      }),
    );
    expect(text.split('\n')).toEqual([
      'primary-black-hole: unknown. No failure was found, but the scenario could not be measured.',
      '  why:',
      '    expected every call to be placed; found that 2 of 2 calls were not placed',
      '  suspected cause (resource, setting):',
      '    Front, Origins: Lost. (1×)',
    ]);
  });
});
