import { describe as describeValue } from '../../../ncco/schema/describe.ts';

describe('what was found, for people', () => {
  it.each([
    [undefined, 'nothing'],
    [null, 'null'],
    [true, 'true'],
    [-1.5, '-1.5'],
    ['', '""'],
    ['a "b"\n', '"a \\"b\\"\\n"'],
    [[], 'an empty array'],
    [[1, 2], 'an array of 2'],
    [{}, 'an empty object'],
    [{ type: 'phone', number: '1' }, 'an object with "type", "number"'],
    ['a'.repeat(60), `"${'a'.repeat(60)}"`],
    ['a'.repeat(61), `"${'a'.repeat(60)}… (61 characters)"`],
  ])('%j', (value, text) => {
    expect(describeValue(value)).toBe(text);
  });

  it('stays short for an object with very many or very long keys', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`key-${index}`, index]));

    expect(describeValue(many).length).toBeLessThan(100);
    expect(describeValue({ ['a'.repeat(10_000)]: 1 }).length).toBeLessThan(100);
  });
});
