import type { Problem } from '../../../drill/checkers/checker.ts';
import { EXIT_CODES, isExcused, overallVerdict, verdictOf } from '../../../drill/run/verdict.ts';

const tooLong = (excessMs: number): Problem => ({
  call: 'a',
  text: 'waited too long',
  timing: { fromMs: 1000, toMs: 2000, excessMs },
});
const wrongWords: Problem = { call: 'a', text: 'heard the wrong words' };
const stall = (fromMs: number, toMs: number) => ({ fromMs, toMs });

describe('isExcused', () => {
  it('excuses a silence that was too long by what the machine stood still', () => {
    expect(isExcused(tooLong(300), [stall(1500, 1650)])).toBe(true);
  });

  it('adds up the stalls of one silence', () => {
    expect(isExcused(tooLong(600), [stall(1100, 1220), stall(1500, 1620)])).toBe(true);
  });

  it('counts a moment once in which several processes stood still', () => {
    const together = [stall(1500, 1650), stall(1510, 1640), stall(1500, 1650), stall(1600, 1660)];
    expect(isExcused(tooLong(480), together)).toBe(true);
    expect(isExcused(tooLong(481), together)).toBe(false);
  });

  it('counts only the part of a stall that was in the silence', () => {
    expect(isExcused(tooLong(300), [stall(0, 1100), stall(500, 900)])).toBe(true);
    expect(isExcused(tooLong(301), [stall(0, 1100), stall(500, 900)])).toBe(false);
  });

  it('does not excuse much more than the machine stood still', () => {
    expect(isExcused(tooLong(3000), [stall(1500, 1650)])).toBe(false);
  });

  it('does not excuse with a stall before or after the silence', () => {
    expect(isExcused(tooLong(100), [stall(500, 1000), stall(2000, 2500)])).toBe(false);
  });

  it('never excuses what was said, however long the machine stood still', () => {
    expect(isExcused(wrongWords, [stall(0, 10_000)])).toBe(false);
  });
});

describe('verdictOf', () => {
  it('passes when nothing is wrong, with or without stalls', () => {
    expect(verdictOf([{ problems: [] }], [stall(0, 10_000)])).toBe('pass');
  });

  it('fails when one problem is not excused', () => {
    expect(verdictOf([{ problems: [tooLong(100)] }, { problems: [wrongWords] }], [stall(1500, 1650)])).toBe(
      'fail',
    );
  });

  it('is unknown when every problem is excused', () => {
    expect(verdictOf([{ problems: [tooLong(100)] }], [stall(1500, 1650)])).toBe('unknown');
  });

  it('is unknown when a checker can say nothing', () => {
    expect(verdictOf([{ problems: [], unknown: 'nothing was exercised' }], [])).toBe('unknown');
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
