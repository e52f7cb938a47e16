import type { Problem } from '../../../drill/checkers/checker.ts';
import type { Excuses } from '../../../drill/run/excuses.ts';
import { EXIT_CODES, overallVerdict, verdictOf } from '../../../drill/run/verdict.ts';

const late: Problem = { call: 'a', text: 'waited too long' };
const wrongWords: Problem = { call: 'a', text: 'heard the wrong words' };
const excusing = (...excused: readonly Problem[]): Excuses => ({
  because: (problem) => (excused.includes(problem) ? 'the machine was busy' : undefined),
});

describe('verdictOf', () => {
  it('passes when nothing is wrong', () => {
    expect(verdictOf([{ problems: [] }], excusing())).toBe('pass');
  });

  it('fails when one problem is not excused', () => {
    expect(verdictOf([{ problems: [late] }, { problems: [wrongWords] }], excusing(late))).toBe('fail');
  });

  it('is unknown when every problem is excused', () => {
    expect(verdictOf([{ problems: [late] }], excusing(late))).toBe('unknown');
  });

  it('is unknown when a checker can say nothing', () => {
    expect(verdictOf([{ problems: [], unknown: 'nothing was exercised' }], excusing())).toBe('unknown');
  });
});

describe('overallVerdict', () => {
  it.each([
    [['pass', 'pass'], 'pass', 0],
    [['pass', 'unknown'], 'unknown', 2],
    [['unknown', 'fail', 'pass'], 'fail', 1],
    [[], 'unknown', 2],
  ] as const)('of %j is %s, exit code %i', (verdicts, expected, exitCode) => {
    expect(overallVerdict(verdicts)).toBe(expected);
    expect(EXIT_CODES[expected]).toBe(exitCode);
  });
});
