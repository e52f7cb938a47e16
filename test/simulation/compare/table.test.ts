import type { Cell } from '../../../simulation/compare/cell.ts';
import { comparisonOf } from '../../../simulation/compare/comparison.ts';
import { COMPARED_FAULTS, faultNamed } from '../../../simulation/compare/faults.ts';
import { SET_UPS } from '../../../simulation/compare/set-ups.ts';
import { inParagraphs, readmeTable, withReadmeTable } from '../../../simulation/compare/table.ts';
import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';

const cell = (fault: string, changes: Partial<Cell>): Cell => ({
  fault,
  setUp: 'bare',
  profile: support2024.name,
  state: 'pass',
  calls: 4,
  heard: 4,
  dropped: 0,
  silenceMs: { p50: 20, max: 20 },
  limitMs: 1200,
  last: { bot: 4 },
  servedBy: {},
  ...changes,
});
const comparison = (cells: readonly Cell[], names = ['primary-black-hole']) =>
  comparisonOf(
    {
      seed: 1,
      calls: 4,
      profiles: [support2024],
      faults: names.map(faultNamed),
      setUps: SET_UPS,
      deployed: { timeouts: TIMEOUTS.shipped, botTimeoutMs: 3000, talksToBot: true },
    },
    cells,
  );

const BLACK_HOLE: readonly Cell[] = [
  cell('primary-black-hole', {
    state: 'as-ruled',
    dropped: 4,
    heard: 0,
    silenceMs: { p50: 2000, max: 2000 },
    decided: 'connect-timeout-is-retried',
  }),
  cell('primary-black-hole', {
    setUp: 'article',
    state: 'fail',
    why: 'it looks good',
    last: { talk: 4 },
    worst: { call: 3, ends: 'heard', silenceMs: 20, rules: [] },
  }),
  cell('primary-black-hole', { setUp: 'this', silenceMs: { p50: 1080, max: 1084 } }),
];

it('a row says what callers of each set-up heard, after how long, and which rule decided', () => {
  const paragraphs = inParagraphs(comparison(BLACK_HOLE), 'npm run compare -- --seed 1');
  expect(paragraphs[1]).toMatch(
    /^the primary is a black hole +dropped, 2\.0 s \* +announcement FAIL +bot, 1\.1 s +1\.2 s +1$/m,
  );
  expect(paragraphs.join('\n')).toContain(
    '   1  connect-timeout-is-retried: A connect timeout is tried once more.',
  );
  expect(paragraphs.join('\n')).toContain(
    'fail: primary-black-hole / article / support-2024: it looks good.\n' +
      '  Its worst call: npm run compare -- --seed 1 --fault primary-black-hole --set-up article --profile support-2024 --call 3',
  );
  expect(paragraphs.at(-1)).toMatch(/^3 cells: 1 pass, 1 bad as the rules say, .* 1 fail\.\nFail: /);
});

it('no line of the table is wider than a terminal', () => {
  const names = COMPARED_FAULTS.map(({ name }) => name);
  const worst = { state: 'as-ruled', dropped: 4, silenceMs: { p50: 60_000, max: 60_000 } } as const;
  const cells = names.flatMap((name) =>
    SET_UPS.map((setUp) =>
      cell(name, { ...worst, setUp: setUp.name, dropped: setUp.name === 'bare' ? 4 : 0, last: { talk: 4 } }),
    ),
  );
  const [, printed = ''] = inParagraphs(comparison(cells, names), '');
  for (const line of printed.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
});

describe('the table of the README', () => {
  const made = readmeTable(comparison(BLACK_HOLE));

  it('has a row for each of a few faults', () => {
    expect(made[2]).toBe(
      '| the primary is a black hole | 2.0 s of silence, then the call ends | at once an announcement | 1.1 s of silence, then the bot |',
    );
    expect(made.length - 2).toBe(COMPARED_FAULTS.filter(({ inReadme }) => inReadme).length);
  });

  it('takes the place of the one that is there, and of nothing else', () => {
    const readme = ['# Title', '', made[0], '|---|', '| old |', '| older |', '', 'Text', ''].join('\n');
    expect(withReadmeTable(readme, made)).toBe(['# Title', '', ...made, '', 'Text', ''].join('\n'));
    expect(() => withReadmeTable('# Title\n', made)).toThrow('expected a table with the head');
  });
});
