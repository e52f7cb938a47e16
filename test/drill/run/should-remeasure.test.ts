import { silencesAreWithinLimits } from '../../../drill/checkers/silences-are-within-limits.ts';
import type { CountedProblem } from '../../../drill/report/result.ts';
import { shouldRemeasure } from '../../../drill/run/run-drill.ts';

const problem = (changes: Partial<CountedProblem> = {}): CountedProblem => ({
  checker: silencesAreWithinLimits.name,
  text: 'waited longer',
  calls: 1,
  excused: false,
  ...changes,
});
const wrongTier = problem({ checker: 'tiers-were-exercised', text: 'served by secondary' });

describe('shouldRemeasure', () => {
  it.each([
    ['only a limit was exceeded', 'fail', [problem()], [], true],
    [
      'only limits were exceeded while the machine stood still',
      'unknown',
      [problem({ excused: true })],
      [],
      true,
    ],
    [
      'something else is wrong as well, and the machine stood still',
      'fail',
      [problem({ excused: true }), wrongTier],
      [],
      true,
    ],
    ['something else is wrong, and the machine ran', 'fail', [wrongTier], [], false],
    [
      'something else is wrong beside a limit, and the machine ran',
      'fail',
      [problem(), wrongTier],
      [],
      false,
    ],
    ['nothing was exercised', 'unknown', [], ['no call'], false],
    ['nothing was exercised, and a limit was exceeded', 'unknown', [problem()], ['no call'], false],
    ['all is well', 'pass', [], [], false],
  ] as const)('where %s', (_case, verdict, problems, unknown, expected) => {
    expect(shouldRemeasure({ verdict, problems, unknown })).toBe(expected);
  });
});
