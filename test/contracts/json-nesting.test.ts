import { MOST_NESTING, nestingOf } from '../../contracts/json-nesting.ts';

describe('nestingOf', () => {
  it.each([
    ['1', 0],
    ['[]', 1],
    ['[{"a":[1]},[]]', 3],
    ['["[[[[", "\\"[["]', 1],
    ['{"a\\\\":{"b":{}}}', 3],
    ['[][][]', 1],
    [']]]]', 0],
  ])('of %s is %d', (text, levels) => {
    expect(nestingOf(text)).toBe(levels);
  });

  it('counts what nobody can walk', () => {
    expect(nestingOf('['.repeat(100_000))).toBe(100_000);
  });

  it('allows what JavaScript can walk', () => {
    const text = '['.repeat(MOST_NESTING) + ']'.repeat(MOST_NESTING);
    expect(JSON.stringify(JSON.parse(text))).toBe(text);
  });
});
