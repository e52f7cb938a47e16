import { differences } from './differences.ts';

it.each<[string, unknown, unknown, object]>([
  ['nothing', { a: [1, { b: null }] }, { a: [1, { b: null }] }, {}],
  ['a value', { a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, { '$.a.1.b': 3 }],
  ['a value and its type', { a: 1 }, { a: '1' }, { '$.a': '1' }],
  ['what only the first has', { a: 1, b: { c: 2 } }, { a: 1 }, { '$.b': undefined }],
  ['what only the second has', { a: [] }, { a: [{ b: 1 }] }, { '$.a.0': { b: 1 } }],
  ['a list and an object', { a: [] }, { a: {} }, { '$.a': {} }],
  ['null and an object', { a: null }, { a: {} }, { '$.a': {} }],
])('finds %s', (_what, first, second, found) => {
  expect(differences(first, second)).toStrictEqual(found);
});
