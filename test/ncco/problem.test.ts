import { below, describe as describeValue } from '../../ncco/problem.ts';

it.each([
  [0, '$[0]'],
  ['endpoint', '$.endpoint'],
  ['$ref_1', '$.$ref_1'],
  ['content-type', '$["content-type"]'],
  ['1a', '$["1a"]'],
  ['', '$[""]'],
  ['"', '$["\\""]'],
  ['a'.repeat(61), `$["${'a'.repeat(60)}"]`],
])('the JSON path below $ of %j is %s', (key, path) => {
  expect(below('$', key)).toBe(path);
});

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
