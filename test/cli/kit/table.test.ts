import { markdownTable, table, wrapped } from '../../../cli/kit/table.ts';

const ROWS = [
  ['what', 'how many'],
  ['a longer one', '7'],
];

describe('table', () => {
  it('aligns columns, on the right where that is asked for, and escapes what a terminal would obey', () => {
    expect(table(ROWS)).toEqual(['what          how many', 'a longer one  7']);
    expect(table(ROWS, (column) => column === 1)).toEqual([
      'what          how many',
      'a longer one         7',
    ]);
    expect(table([['\u001b[2J', 'x']])).toEqual(['\\u001b[2J  x']);
  });
});

describe('markdownTable', () => {
  it('has a head, a rule that aligns, and a line for each row', () => {
    expect(markdownTable(ROWS, (column) => column === 1)).toEqual([
      '| what | how many |',
      '|---|---:|',
      '| a longer one | 7 |',
    ]);
  });
});

describe('wrapped', () => {
  it('breaks between words at 120 characters, the indent included', () => {
    const word = 'x'.repeat(57);
    expect(wrapped(`${word} ${word} ${word}`, '    ')).toBe(`    ${word} ${word}\n    ${word}`);
    expect(wrapped(`${word} ${word} x ${word}`, '    ')).toBe(`    ${word} ${word}\n    x ${word}`);
  });
});
