import type { Profile } from '../../simulator/profile.ts';
import { PROFILES } from '../../simulator/profiles.ts';
import type { Change } from './change.ts';
import { type Finding, findingsOf } from './findings.ts';
import type { Heard, Outcome } from './outcome.ts';
import { doProfilesDisagree, longestMs, type Row, rowsOf } from './rows.ts';
import type { SetUp } from './set-up.ts';

export interface Explanation {
  readonly setUp: SetUp;
  /** What an expert would say first. */
  readonly sentence: string;
  /** The change that helps most; undefined where none of the application would. */
  readonly best: { readonly change: Change; readonly gain: string } | undefined;
  readonly rows: readonly Row[];
  /** The rows in which the profiles do not agree. */
  readonly disagreements: readonly Row[];
  /** In the order of their weight. */
  readonly findings: readonly Finding[];
}

/** What callers of this application hear, why, and what to change first. Pure. */
export function explain(setUp: SetUp, profiles: readonly Profile[] = PROFILES): Explanation {
  const rows = rowsOf(setUp, profiles);
  const weighed = findingsOf(setUp, rows)
    .map((finding) => ({ finding, gain: gainOf(finding, setUp, rows, profiles) }))
    .toSorted(
      (a, b) =>
        isWorse(a.finding, b.finding) || b.gain.kept - a.gain.kept || b.gain.sparedMs - a.gain.sparedMs,
    );
  const [first] = weighed;
  const findings = weighed.map(({ finding }) => finding);
  return {
    setUp,
    sentence: first?.finding.sentence ?? nothingToChange(rows),
    best: first?.finding.change && { change: first.finding.change, gain: inWords(first.gain) },
    rows,
    disagreements: rows.filter(doProfilesDisagree),
    findings,
  };
}

/** What a change would win, over all rows and profiles. */
interface Gain {
  /** Outcomes in which callers hear an NCCO that they did not hear before. */
  readonly kept: number;
  /** Sum of the longest waits that callers are spared, ms. */
  readonly sparedMs: number;
  readonly outcomes: number;
}

function gainOf(
  { change }: Finding,
  setUp: SetUp,
  before: readonly Row[],
  profiles: readonly Profile[],
): Gain {
  const outcomesOf = (rows: readonly Row[]) =>
    rows.flatMap(({ outcomes }) => outcomes.map(({ outcome }) => outcome));
  const [old, changed] = [
    outcomesOf(before),
    outcomesOf(change ? rowsOf(change.apply(setUp), profiles) : before),
  ];
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const isLost = ({ heard }: Outcome): boolean => LOST.includes(heard);
  return {
    kept: old.filter(isLost).length - changed.filter(isLost).length,
    sparedMs: sum(old.map(({ mostMs }) => mostMs)) - sum(changed.map(({ mostMs }) => mostMs)),
    outcomes: old.length,
  };
}

const LOST: readonly Heard[] = ['call-ends', 'rest'];

const inWords = ({ kept, sparedMs, outcomes }: Gain): string =>
  kept > 0
    ? `callers hear an NCCO in ${kept} more of the ${outcomes} cases below`
    : sparedMs > 0
      ? `the longest waits become ${inSeconds(sparedMs)} shorter, added up over the cases below`
      : 'no case below changes, but it closes a gap that they do not show';

/** What keeps every caller out, or lets anybody in, comes first and last: their weight is not in the rows. */
const isWorse = (a: Finding, b: Finding): number => a.weight - b.weight;

function nothingToChange(rows: readonly Row[]): string {
  const newestMs = longestMs(rows.map((row) => ({ ...row, outcomes: row.outcomes.slice(0, 1) })));
  const anyMs = longestMs(rows);
  const other = anyMs > newestMs ? ` (${inSeconds(anyMs)} by another reading of Vonage's rules)` : '';
  return `No change of this application would help callers much: the longest silence is ${inSeconds(newestMs)}${other}.`;
}

const inSeconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
