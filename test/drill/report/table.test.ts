import { coldStarts, footer, header, table } from '../../../drill/report/table.ts';
import { aResult, aScenarioResult } from './a-result.ts';

describe('table', () => {
  it('has a line for each scenario, in columns', () => {
    const mixed = aScenarioResult({ name: 'mixed', servedBy: { primary: 6, secondary: 14, static: 0 } });
    const nobody = aScenarioResult({
      name: 'dead',
      verdict: 'fail',
      heard: 0,
      dropped: 20,
      servedBy: { primary: 0, secondary: 0, static: 0 },
    });
    expect(table([aScenarioResult(), mixed, nobody]).split('\n')).toEqual([
      'scenario            what broke                   heard/dropped  served by                silence p50/max    limit  events  verdict',
      'primary-black-hole  the primary is a black hole           20/0  secondary                   1020/1060 ms  1040 ms     0/0  pass',
      'mixed               the primary is a black hole           20/0  primary 6, secondary 14     1020/1060 ms  1040 ms     0/0  pass',
      'dead                the primary is a black hole           0/20  nobody                      1020/1060 ms  1040 ms     0/0  fail',
    ]);
  });
});

describe('header', () => {
  it('says by which profile, seed, timeouts and measurements the table holds', () => {
    expect(header(aResult())).toBe(
      'profile support-2024, seed 1, timeouts shipped\n' +
        'healthy and warm: a fetch of the fallback (F), an event of the bot’s leg (E), a connect to the bot (C): ' +
        '7/9/3 ms, 40/20/5 ms (20 at once)\n' +
        'a silence may be 150 ms longer than its limit',
    );
  });
});

const FILES = { result: 'out/result.json', functionOutput: 'out/functions.log' };

describe('footer', () => {
  it('says the verdict, and where the details are', () => {
    expect(footer(aResult(), FILES)).toBe(
      'verdict pass: 1 scenarios, 20 calls, 0 dropped, 61 s; details in out/result.json, ' +
        'what the functions wrote last in out/functions.log',
    );
  });

  it('says what was left out, and why', () => {
    const result = aResult({ leftOut: ['forged-callbacks', 'stranger-floods'] });
    expect(footer(result, FILES)).toMatch(
      /^left out, since source\.mode "ip" asks for no signature: forged-callbacks, stranger-floods\nverdict pass/,
    );
  });

  it('says that the run was interrupted', () => {
    expect(footer(aResult({ interrupted: true, verdict: 'unknown' }), FILES)).toMatch(
      /^interrupted, verdict unknown/,
    );
  });
});

describe('coldStarts', () => {
  it('names the cold starts of the scenarios that had some', () => {
    const cold = aScenarioResult({ name: 'failover-cold', coldStartMs: { p50: 90, max: 120 } });
    expect(coldStarts([aScenarioResult(), cold])).toBe('failover-cold: cold starts p50/max 90/120 ms');
    expect(coldStarts([aScenarioResult()])).toBe('');
  });
});
