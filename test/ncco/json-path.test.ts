import { below } from '../../ncco/json-path.ts';

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
