import { evaluateExpression } from './evaluate-expression.ts';
import type { Series } from './evaluate-expression.ts';

const _ = undefined;

describe('evaluateExpression', () => {
  // The examples of "Using math expressions with CloudWatch metrics".
  const documented = { m1: [30, 20, 0, 0], m2: [20, _, 20, _] };
  it.each<[string, Series]>([
    ['m1 < m2', [0, 0, 1, 0]],
    ['m1 >= 30', [1, 0, 0, 0]],
    ['m1 > 15 AND m2 > 15', [1, 0, 0, 0]],
  ])('reads %s as documented', (expression, expected) => {
    expect(evaluateExpression(expression, documented)).toEqual(expected);
  });

  it.each<[string, Series]>([
    ['m0', [1, _, 3]],
    ['m0 + m1', [5, 2, 3]],
    ['m0 + m2', [1, _, 3]],
    ['m0 - m1 - m1', [-7, -4, 3]],
    ['m0 + 2 * m1', [9, 4, 3]],
    ['(m0 + 2) * m1', [12, 0, 0]],
    ['1.5 * m0 / 3', [0.5, _, 1.5]],
    ['m0 > 2 OR m1 > 3', [1, 0, 1]],
    ['FILL(m0, 7) + FILL(m2, 0)', [1, 7, 3]],
    ['(m0 > 0) AND (m2 > 0)', [0, _, 0]],
  ])('%s', (expression, expected) => {
    const metrics = { m0: [1, _, 3], m1: [4, 2, _], m2: [_, _, _] };
    expect(evaluateExpression(expression, metrics)).toEqual(expected);
  });

  it.each([
    ['m0 +', 'm0 +: expected more.'],
    ['(m0', '(m0: expected ")".'],
    ['m0 m0', 'm0 m0: cannot read from "m0" on.'],
    ['m0 ? 1', 'm0 ? 1: cannot read from " ? 1" on.'],
    ['m0 + m9', 'm0 + m9: there is no metric m9.'],
    ['1 + 1', '1 + 1: expected a series, found a number.'],
    ['FILL(m0, m0)', 'expected FILL(a series, a number).'],
    ['FILL(1, 0)', 'expected FILL(a series, a number).'],
    ['FILL(m0)', 'expected FILL(a series, a number).'],
    ['SUM(m0)', 'there is no metric SUM.'],
  ])('refuses %s', (expression, message) => {
    expect(() => evaluateExpression(expression, { m0: [1] })).toThrow(message);
  });
});
