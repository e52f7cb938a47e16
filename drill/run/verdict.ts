import type { Finding } from '../checkers/checker.ts';
import type { Excuses } from './excuses.ts';

export type Verdict = 'pass' | 'fail' | 'unknown';

/** Fail if a problem is not excused; else unknown if there are problems or undecided checkers; else pass. */
export function verdictOf(findings: readonly Finding[], { because }: Excuses): Verdict {
  const problems = findings.flatMap((finding) => finding.problems);
  if (problems.some((problem) => because(problem) === undefined)) return 'fail';
  if (problems.length > 0 || findings.some(({ unknown }) => unknown !== undefined)) return 'unknown';
  return 'pass';
}

/** The verdict of several; unknown if there are none. */
export function overallVerdict(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('fail')) return 'fail';
  return verdicts.length === 0 || verdicts.includes('unknown') ? 'unknown' : 'pass';
}

export const EXIT_CODES: Readonly<Record<Verdict, number>> = { pass: 0, fail: 1, unknown: 2 };
