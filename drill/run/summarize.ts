import type { Expected, Finding, Problem, Tier } from '../checkers/checker.ts';
import { ofType, recordsByCall } from '../../contracts/call-history/records.ts';
import { addedOf } from '../checkers/the-guard-adds-little.ts';
import { callerHearsWhatIsMeant } from '../checkers/caller-hears-what-is-meant.ts';
import { CHECKERS } from '../checkers/checkers.ts';
import { expectsRinging, heardSomethingMeant } from '../checkers/meant.ts';
import { servedBy } from '../../contracts/call-history/served-by.ts';
import { type Silence, silencesOf } from '../../contracts/call-history/silences.ts';
import { enforcedMs } from '../checkers/silences-are-within-limits.ts';
import type { HistoryRecord, Part, EmulatorNote } from '../../contracts/history.ts';
import type { CountedProblem, ScenarioResult, Suspect } from '../report/result.ts';
import type { ProcessWait } from '../../emulator/emulator-news.ts';
import { type Excuses, excusesOf } from './excuses.ts';
import { largest, median } from './statistics.ts';
import { rungTimes } from './rung-times.ts';
import { verdictOf } from './verdict.ts';

type Summary = Pick<
  ScenarioResult,
  | 'verdict'
  | 'calls'
  | 'heard'
  | 'dropped'
  | 'silenceMs'
  | 'stepSilenceMs'
  | 'addedMs'
  | 'limitMs'
  | 'rungs'
  | 'servedBy'
  | 'checkers'
  | 'problems'
  | 'unknown'
  | 'suspects'
  | 'rules'
  | 'waitedMs'
>;

/** The result of a scenario's history. Pure. */
export function summarize(
  history: readonly HistoryRecord[],
  expected: Expected,
  { waits, notes }: { readonly waits: readonly ProcessWait[]; readonly notes: readonly EmulatorNote[] },
): Summary {
  const byCall = recordsByCall(history);
  const recordsOf = (call: string) => byCall.get(call) ?? [];
  const excuses = excusesOf(history, expected, waits);
  const findings = CHECKERS.map(({ name, check }) => ({ name, ...check(history, expected) }));
  // The longest silence of each caller counts.
  const silencesMs = expected.calls.flatMap(({ call, hears }) => {
    const lastedMs = silencesOf(recordsOf(call), expectsRinging(hears)).map(
      ({ fromMs, toMs }) => toMs - fromMs,
    );
    return lastedMs.length === 0 ? [] : [largest(lastedMs)];
  });
  const afterAnswersMs = expected.calls.flatMap(({ call, hears }) =>
    silencesOf(recordsOf(call), expectsRinging(hears)).flatMap(({ why, fromMs, toMs }) =>
      ofMenu(why) ? [toMs - fromMs] : [],
    ),
  );
  // A call that was never placed has no problem, and heard nothing either.
  const heardSomething = expected.calls.filter((promised) =>
    heardSomethingMeant(recordsOf(promised.call), promised, expected),
  );
  const heardWrong = new Set(
    findings
      .filter(({ name }) => name === callerHearsWhatIsMeant.name)
      .flatMap(({ problems }) => problems.map(({ call }) => call)),
  );
  const added = addedOf(history, expected);
  const tiers = expected.calls.map(({ call }) => servedBy(recordsOf(call), expected.primaryOrigins));
  const times = (tier: Tier) => tiers.filter((found) => found === tier).length;
  return {
    verdict: verdictOf(findings, excuses),
    calls: expected.calls.length,
    heard: heardSomething.filter(({ call }) => !heardWrong.has(call)).length,
    dropped: expected.calls.length - heardSomething.length,
    silenceMs: { p50: Math.round(median(silencesMs)), max: Math.round(largest(silencesMs)) },
    limitMs: Math.round(
      largest(
        expected.calls.map(({ limitMs, recovery, stepLimitMs }) =>
          enforcedMs(Math.max(limitMs, recovery?.limitMs ?? 0, stepLimitMs ?? 0), expected),
        ),
      ),
    ),
    ...(expected.calls.some(({ stepLimitMs }) => stepLimitMs !== undefined) && {
      stepSilenceMs: { p50: Math.round(median(afterAnswersMs)), max: Math.round(largest(afterAnswersMs)) },
    }),
    ...(added.length > 0 && { addedMs: Math.round(largest(added.map(({ addedMs }) => addedMs))) }),
    ...(expected.calls.some(({ recovery }) => recovery) && {
      rungs: rungTimes(expected, recordsOf),
    }),
    servedBy: { primary: times('primary'), secondary: times('secondary'), static: times('static') },
    checkers: Object.fromEntries(findings.map((finding) => [finding.name, verdictOf([finding], excuses)])),
    problems: countProblems(findings, excuses),
    unknown: findings.flatMap(({ unknown }) => unknown ?? []),
    suspects: countSuspects(notes),
    rules: countRules(history),
    waitedMs: waitedMs(waits),
  };
}

/** An action that leads on to a step has ended. */
const ofMenu = (why: Silence['why']): boolean => why === 'input' || why === 'notify';

function countProblems(
  findings: readonly (Finding & { readonly name: string })[],
  { because }: Excuses,
): readonly CountedProblem[] {
  return findings.flatMap(({ name, problems }) => {
    const keyOf = (problem: Problem) => `${because(problem) === undefined ? '' : 'excused'} ${problem.text}`;
    return Object.values(Object.groupBy(problems, keyOf)).flatMap((equal = []) => {
      const worst = equal.reduce((a, b) => ((b.timing?.excessMs ?? 0) > (a.timing?.excessMs ?? 0) ? b : a));
      const why = because(worst);
      return {
        checker: name,
        text: worst.text,
        calls: new Set(equal.map(({ call }) => call)).size,
        ...(worst.detail !== undefined && { worst: worst.detail }),
        excused: why !== undefined,
        ...(why !== undefined && { because: why }),
      };
    });
  });
}

/** How long each process waited for a CPU core in total. */
function waitedMs(waits: readonly ProcessWait[]): Summary['waitedMs'] {
  const sums: Partial<Record<Part, number>> = {};
  for (const { process, waitedMs: ms } of waits) sums[process] = (sums[process] ?? 0) + ms;
  return Object.fromEntries(Object.entries(sums).map(([process, ms]) => [process, Math.round(ms)]));
}

function countSuspects(notes: readonly EmulatorNote[]): readonly Suspect[] {
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
