import { overallVerdict, type Verdict } from '../../drill/run/verdict.ts';
import type { Profile } from '../../simulator/profile.ts';
import type { Cell, State } from './cell.ts';
import { type Disagreement, disagreementsIn, type OpenQuestion, openQuestions } from './disagreements.ts';
import type { ComparedFault } from './faults.ts';
import type { RealCell } from './real.ts';
import type { Given } from './ruled.ts';
import type { SetUp } from './set-ups.ts';

/** All that a comparison has found: plain JSON, from which tables and reports are made. */
export interface Comparison {
  readonly verdict: Verdict;
  readonly seed: number;
  /** Of each cell. */
  readonly calls: number;
  readonly profiles: readonly string[];
  readonly faults: readonly Pick<ComparedFault, 'name' | 'says'>[];
  readonly setUps: readonly SetUp[];
  /** In the order of profiles, faults and set-ups. */
  readonly cells: readonly Cell[];
  readonly disagreements: readonly Disagreement[];
  /** What an account holder must find out. */
  readonly questions: readonly OpenQuestion[];
  /** Cells that were played on sockets too; absent: none were. */
  readonly real?: readonly RealCell[];
  /** Rules that decided a cell, by name. */
  readonly rules: Readonly<
    Record<string, { readonly says: string; readonly source: string; readonly certainty: string }>
  >;
}

/** Pure. */
export function comparisonOf(
  compared: {
    readonly seed: number;
    readonly calls: number;
    readonly profiles: readonly [Profile, ...Profile[]];
    readonly faults: readonly ComparedFault[];
    readonly setUps: readonly SetUp[];
    readonly deployed: Omit<Given, 'profile'>;
  },
  cells: readonly Cell[],
  real?: readonly RealCell[],
): Comparison {
  const { seed, calls, profiles, faults, setUps, deployed } = compared;
  const disagreements = disagreementsIn(cells);
  const decided = new Set(cells.flatMap((cell) => cell.decided ?? []));
  return {
    verdict: overallVerdict([verdictOfCells(cells), ...(real ?? []).map(({ verdict }) => verdict)]),
    seed,
    calls,
    profiles: profiles.map(({ name }) => name),
    faults: faults.map(({ name, says }) => ({ name, says })),
    setUps,
    cells,
    disagreements,
    questions: openQuestions(disagreements, profiles, deployed),
    ...(real && { real }),
    rules: Object.fromEntries(
      Object.values(profiles[0].rules)
        .filter(({ name }) => decided.has(name))
        .map(({ name, says, source, certainty }) => [name, { says, source, certainty }]),
    ),
  };
}

/** Unknown without a cell that was judged. */
export const verdictOfCells = (cells: readonly Pick<Cell, 'state'>[]): Verdict =>
  overallVerdict(cells.flatMap(({ state }) => VERDICTS[state] ?? []));

/** Bad as ruled is what a comparison is to show. Absent: nothing was judged. */
const VERDICTS: Readonly<Partial<Record<State, Verdict>>> = {
  pass: 'pass',
  'as-ruled': 'pass',
  fail: 'fail',
  unknown: 'unknown',
};
