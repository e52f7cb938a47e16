import type { MethodModel } from '../../../emulator/deployment.ts';
import { findMethod, isEmulatedPart } from '../../../emulator/gateway/match-path.ts';
import { apiModel } from './serve-api.ts';

const [post] = apiModel().methods as readonly [MethodModel];
const method = (httpMethod: string, path: string): MethodModel => ({ ...post, httpMethod, path });
const METHODS = [
  method('POST', '/{any}'),
  method('POST', '/event'),
  method('POST', '/event/{state}'),
  method('ANY', '/event/{state}/{part}'),
  method('GET', '/event/{state}/{part}'),
  method('GET', '/event/fixed'),
  method('POST', '/event/{state}/end'),
];
const found = (httpMethod: string, path: string) => {
  const { method: one, pathParameters } = findMethod(METHODS, httpMethod, path) ?? {};
  return one && [`${one.httpMethod} ${one.path}`, pathParameters];
};

describe('findMethod', () => {
  it.each([
    ['POST', '/event', 'POST /event', null],
    ['POST', '/other', 'POST /{any}', { any: 'other' }],
    ['POST', '/event/a-B_9', 'POST /event/{state}', { state: 'a-B_9' }],
    ['POST', '/event/event', 'POST /event/{state}', { state: 'event' }],
    ['POST', '/event/{state}', 'POST /event/{state}', { state: '{state}' }],
    // A REST API decodes nothing.
    ['POST', '/event/a%2Fb%20', 'POST /event/{state}', { state: 'a%2Fb%20' }],
    ['GET', '/event/a/b', 'GET /event/{state}/{part}', { state: 'a', part: 'b' }],
    ['PUT', '/event/a/b', 'ANY /event/{state}/{part}', { state: 'a', part: 'b' }],
    ['POST', '/event/a/end', 'POST /event/{state}/end', { state: 'a' }],
    ['GET', '/event/fixed', 'GET /event/fixed', null],
  ])('%s %s', (httpMethod, path, expected, parameters) => {
    expect(found(httpMethod, path)).toEqual([expected, parameters]);
  });

  it.each([
    ['POST', '/event/'],
    ['POST', '/event//end'],
    ['POST', '/event/a/b/c'],
    ['POST', '/'],
    ['GET', '/event'],
    // The fixed resource takes the path, and has no such method.
    ['POST', '/event/fixed'],
    ['GET', '/event/a/end'],
  ])('finds none for %s %s', (httpMethod, path) => {
    expect(found(httpMethod, path)).toBeUndefined();
  });
});

it.each([
  ['event', true],
  ['', true],
  ['{state}', true],
  ['{a-b_c.9}', true],
  ['{proxy+}', false],
  ['a{b}', false],
  ['{a}b', false],
  ['{a', false],
])('knows whether it emulates the part %p: %p', (part, is) => {
  expect(isEmulatedPart(part)).toBe(is);
});
