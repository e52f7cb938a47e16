import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
import type { Cell } from '../../../simulation/compare/cell.ts';
import { disagreementsIn, openQuestions } from '../../../simulation/compare/disagreements.ts';
import { faultNamed } from '../../../simulation/compare/faults.ts';
import { ruledOf } from '../../../simulation/compare/ruled.ts';
import { PROFILES } from '../../../simulator/profiles.ts';

const DEPLOYED = { timeouts: TIMEOUTS.shipped, botTimeoutMs: 3000, talksToBot: true };

/** Cells whose calls were as the rules say, one for each profile. */
const cellsOf = (fault: string, changes: (profile: string) => Partial<Cell> = () => ({})): readonly Cell[] =>
  PROFILES.map((profile) => {
    const ruled = ruledOf(faultNamed(fault), 'this', { ...DEPLOYED, profile });
    const { name } = profile;
    return {
      fault,
      setUp: 'this',
      profile: name,
      state: 'pass',
      calls: 1,
      heard: 1,
      dropped: 0,
      silenceMs: { p50: ruled?.fewestMs ?? 0, max: ruled?.fewestMs ?? 0 },
      limitMs: 0,
      ...(ruled && { ruled }),
      last: { bot: 1 },
      servedBy: {},
      ...changes(name),
    };
  });

const valuesOf = (fault: string): readonly string[] =>
  openQuestions(disagreementsIn(cellsOf(fault)), PROFILES, DEPLOYED).map(({ value }) => value);

it('the profiles agree where nothing waits', () => {
  expect(disagreementsIn(cellsOf('functions-crash'))).toEqual([]);
});

it.each([
  ['primary-refuses', ['retryPauseMs']],
  ['primary-hangs', ['attempts', 'retryPauseMs']],
  ['primary-black-hole', ['attempts', 'retryPauseMs', 'keepsConnections']],
  ['primary-drips', ['attempts', 'retryPauseMs', 'socketTimeoutCovers']],
])('%s: what must be found out', (fault, values) => {
  expect(valuesOf(fault)).toEqual(values);
});

it('a question names its rule in each reading, the source, and how to settle it', () => {
  const [question] = openQuestions(disagreementsIn(cellsOf('primary-refuses')), PROFILES, DEPLOYED);
  expect(question?.readings.map(({ profile, source }) => [profile, source])).toEqual([
    ['support-2024', 'not stated by the vendor'],
    ['blog-2020', 'HA blog of 2020-12-09'],
  ]);
  expect([question?.settle, question?.cells]).toEqual(['npm run calibrate', ['primary-refuses / this']]);
});

it('the profiles disagree where only the calls differ, too', () => {
  const cells = cellsOf('functions-crash', (profile) =>
    profile === 'pooled' ? { dropped: 1, heard: 0 } : {},
  );
  expect(disagreementsIn(cells)[0]?.outcomes.map(({ ends }) => ends)).toEqual([
    'heard',
    'dropped',
    'heard',
    'heard',
  ]);
});
