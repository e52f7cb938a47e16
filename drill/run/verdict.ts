import type { Finding, Problem } from '../checkers/checker.ts';
import type { Stall } from './event-loop-stalls.ts';

export type Verdict = 'pass' | 'fail' | 'unknown';

/** What starves one process starves the others on the way too: the drill, the gateway, the environment. */
const PROCESSES_ON_THE_WAY = 3;

/** A problem that the machine may have caused itself: too late by no more than it stood still. */
export function isExcused({ timing }: Problem, stalls: readonly Stall[]): boolean {
  if (timing === undefined) return false;
  const stalledMs = stoodStillMs(stalls, timing);
  return stalledMs > 0 && timing.excessMs <= stalledMs * PROCESSES_ON_THE_WAY;
}

/** How much of a silence some process stood still; what several report of the same moment counts once. */
function stoodStillMs(stalls: readonly Stall[], silence: Stall): number {
  let sumMs = 0;
  let countedToMs = silence.fromMs;
  for (const { fromMs, toMs } of stalls.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const fromNewMs = Math.max(fromMs, countedToMs);
    const toNewMs = Math.min(toMs, silence.toMs);
    if (toNewMs <= fromNewMs) continue;
    sumMs += toNewMs - fromNewMs;
    countedToMs = toNewMs;
  }
  return sumMs;
}

/** Fail if anything is proven wrong; else unknown if anything is in doubt; else pass. */
export function verdictOf(findings: readonly Finding[], stalls: readonly Stall[]): Verdict {
  const problems = findings.flatMap((finding) => finding.problems);
  if (problems.some((problem) => !isExcused(problem, stalls))) return 'fail';
  if (problems.length > 0 || findings.some(({ unknown }) => unknown !== undefined)) return 'unknown';
  return 'pass';
}

/** Nothing run is unknown, never a pass. */
export function overallVerdict(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('fail')) return 'fail';
  return verdicts.length === 0 || verdicts.includes('unknown') ? 'unknown' : 'pass';
}

export const EXIT_CODES: Readonly<Record<Verdict, number>> = { pass: 0, fail: 1, unknown: 2 };
