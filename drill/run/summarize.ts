import type { Expected, Finding, Problem, Tier } from '../checkers/checker.ts';
import { ofType, recordsByCall } from '../checkers/call-records.ts';
import { CHECKERS } from '../checkers/checkers.ts';
import { heardSomethingMeant } from '../checkers/heard-something-meant.ts';
import { servedBy } from '../checkers/served-by.ts';
import { silencesOf } from '../checkers/silences.ts';
import type { HistoryRecord, WorldNote } from '../history.ts';
import type { CountedProblem, ScenarioResult, Suspect } from '../report/result.ts';
import type { Stall } from './event-loop-stalls.ts';
import { largest, median } from './statistics.ts';
import { rungTimes } from './rung-times.ts';
import { isExcused, verdictOf } from './verdict.ts';

type Summary = Pick<
  ScenarioResult,
  | 'verdict'
  | 'calls'
  | 'heard'
  | 'dropped'
  | 'silenceMs'
  | 'limitMs'
  | 'rungs'
  | 'servedBy'
  | 'checkers'
  | 'problems'
  | 'unknown'
  | 'suspects'
  | 'rules'
  | 'stalls'
>;

/** What a scenario's history comes to. Pure. */
export function summarize(
  history: readonly HistoryRecord[],
  expected: Expected,
  { stalls, notes }: { readonly stalls: readonly Stall[]; readonly notes: readonly WorldNote[] },
): Summary {
  const byCall = recordsByCall(history);
  const recordsOf = (call: string) => byCall.get(call) ?? [];
  const findings = CHECKERS.map(({ name, check }) => ({ name, ...check(history, expected) }));
  // A caller remembers the longest one.
  const silencesMs = expected.calls.flatMap(({ call, hears }) => {
    const lastedMs = silencesOf(recordsOf(call), hears).map(({ fromMs, toMs }) => toMs - fromMs);
    return lastedMs.length === 0 ? [] : [largest(lastedMs)];
  });
  const heard = expected.calls.filter((promised) =>
    heardSomethingMeant(recordsOf(promised.call), promised, expected),
  ).length;
  const tiers = expected.calls.map(({ call }) => servedBy(recordsOf(call), expected.primaryOrigins));
  const times = (tier: Tier) => tiers.filter((found) => found === tier).length;
  return {
    verdict: verdictOf(findings, stalls),
    calls: expected.calls.length,
    heard,
    dropped: expected.calls.length - heard,
    silenceMs: { p50: Math.round(median(silencesMs)), max: Math.round(largest(silencesMs)) },
    limitMs: Math.round(
      largest(expected.calls.map(({ limitMs, recovery }) => Math.max(limitMs, recovery?.limitMs ?? 0))),
    ),
    ...(expected.calls.some(({ recovery }) => recovery) && {
      rungs: rungTimes(expected, recordsOf),
    }),
    servedBy: { primary: times('primary'), secondary: times('secondary'), static: times('static') },
    checkers: Object.fromEntries(findings.map((finding) => [finding.name, verdictOf([finding], stalls)])),
    problems: countProblems(findings, stalls),
    unknown: findings.flatMap(({ unknown }) => unknown ?? []),
    suspects: countSuspects(notes),
    rules: countRules(history),
    stalls: stalls.length,
  };
}

function countProblems(
  findings: readonly (Finding & { readonly name: string })[],
  stalls: readonly Stall[],
): readonly CountedProblem[] {
  return findings.flatMap(({ name, problems }) => {
    const keyOf = (problem: Problem) => `${isExcused(problem, stalls) ? 'excused' : ''} ${problem.text}`;
    return Object.values(Object.groupBy(problems, keyOf)).flatMap((equal = []) => {
      const worst = equal.reduce((a, b) => ((b.timing?.excessMs ?? 0) > (a.timing?.excessMs ?? 0) ? b : a));
      return {
        checker: name,
        text: worst.text,
        calls: new Set(equal.map(({ call }) => call)).size,
        ...(worst.detail !== undefined && { worst: worst.detail }),
        excused: isExcused(worst, stalls),
      };
    });
  });
}

function countSuspects(notes: readonly WorldNote[]): readonly Suspect[] {
  const suspicious = notes.filter(({ level }) => level === 'suspect');
  const groups = Object.groupBy(suspicious, (note) => [note.resource, note.setting, note.text].join('\n'));
  return Object.values(groups)
    .flatMap(([note, ...others] = []) =>
      note === undefined
        ? []
        : [
            {
              resource: note.resource,
              setting: note.setting,
              text: note.text,
              count: others.length + 1,
            },
          ],
    )
    .toSorted((a, b) => b.count - a.count);
}

function countRules(history: readonly HistoryRecord[]): Readonly<Record<string, number>> {
  const failed = ofType(history, 'outcome').filter(
    ({ next }) => next === 'retry' || next === 'fallback' || next === 'give-up',
  );
  const groups = Object.groupBy(failed, ({ rule }) => rule);
  return Object.fromEntries(Object.entries(groups).map(([rule, equal = []]) => [rule, equal.length]));
}
