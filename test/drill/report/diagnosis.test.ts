import { diagnosis } from '../../../drill/report/diagnosis.ts';
import { aScenarioResult } from './a-result.ts';

const STOOD_STILL = [
  { process: 'the primary region (eu-west-1)', times: 3, longestMs: 210, sumMs: 1412 },
  { process: 'the drill', times: 1, longestMs: 16, sumMs: 16 },
];
const tooLate = { checker: 'nobody-waits', text: 'waited', calls: 3, worst: '4000 ms', excused: true };

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
        stoodStill: STOOD_STILL.slice(0, 1),
      }),
    );
    expect(text.split('\n')).toEqual([
      'primary-black-hole: fail',
      '  promised: the secondary answers; found: 20 of 20 callers dropped, longest silence 1060 ms (limit 1040 ms)',
      '  symptom:',
      '    1 call: heard nothing [caller-hears-what-is-meant]',
      '    3 calls: waited, worst 4000 ms [nobody-waits]; the machine stood still, so this proves nothing',
      '  rules of the platform:',
      '    second-failure-goes-to-the-fallback (20×)',
      '  at fault:',
      '    Front, CustomErrorResponses: 504 is not mapped. (20×)',
      '  this machine was busy meanwhile:',
      '    the process of the primary region (eu-west-1) stood still 3×, 1.41 s together, 210 ms at the longest',
    ]);
  });

  it('says of what is unknown that nothing is wrong, and which process kept it from being measured', () => {
    const text = diagnosis(
      aScenarioResult({ verdict: 'unknown', problems: [tooLate], stoodStill: STOOD_STILL, rules: { r: 1 } }),
    );
    expect(text.split('\n')).toEqual([
      'primary-black-hole: unknown. Nothing was found wrong; it could not be measured.',
      '  why:',
      '    this machine was too busy to measure silences:',
      '      the process of the primary region (eu-west-1) stood still 3×, 1.41 s together, 210 ms at the longest',
      '      the process of the drill stood still 1×, 16 ms together, 16 ms at the longest',
      '  what proves nothing for this reason:',
      '    3 calls: waited, worst 4000 ms [nobody-waits]; the machine stood still, so this proves nothing',
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
