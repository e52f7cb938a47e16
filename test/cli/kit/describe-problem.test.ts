import { describeProblem } from '../../../cli/kit/describe-problem.ts';

const named = (name: string, message: string, code?: string): Error =>
  Object.assign(new Error(message), { name, ...(code === undefined ? {} : { code }) });

it.each<[string, Error, string]>([
  ['name and message', named('AccessDenied', 'You may not.'), 'AccessDenied: You may not.'],
  ['only a message', new Error('socket hang up'), 'socket hang up'],
  ['only a name', named('NotFound', ''), 'NotFound'],
  // As Node tells that neither address of a name answers.
  ['only a code', named('AggregateError', '', 'ECONNREFUSED'), 'AggregateError: ECONNREFUSED'],
])('describes an error that has %s', (_case, error, expected) => {
  expect(describeProblem(error)).toBe(expected);
});
