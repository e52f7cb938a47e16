import { alarmState, alarmStates } from './alarm-state.ts';
import type { Series } from './evaluate-expression.ts';

const pointsOf = (text: string): Series => text.split(' ').map((point) => ({ '0': 0, X: 1 })[point]);
const isBad = (value: number): boolean => value > 0;

describe('alarmState', () => {
  // The tables of "How alarm state is evaluated when data is missing", and what they say of breaching and notBreaching.
  it.each([
    ['0 - X - X', 3, 'OK', 'OK'],
    ['0 - - - -', 3, 'OK', 'OK'],
    ['- - - - -', 3, 'ALARM', 'OK'],
    ['0 X X - X', 3, 'ALARM', 'ALARM'],
    ['- - - - X', 3, 'ALARM', 'OK'],
    ['X - - - -', 3, 'ALARM', 'OK'],
    ['0 - X - X', 2, 'ALARM', 'ALARM'],
    ['0 0 X 0 X', 2, 'ALARM', 'ALARM'],
    ['0 - X - -', 2, 'ALARM', 'OK'],
    ['- - - - 0', 2, 'ALARM', 'OK'],
    ['- - - - X', 2, 'ALARM', 'OK'],
  ])('%s, %d of 3: %s where missing is breaching, else %s', (points, bad, breaching, notBreaching) => {
    const rule = { isBad, bad, of: 3 };
    expect(alarmState(pointsOf(points), { ...rule, missing: 'breaching' })).toBe(breaching);
    expect(alarmState(pointsOf(points), { ...rule, missing: 'notBreaching' })).toBe(notBreaching);
  });
});

describe('alarmStates', () => {
  it('looks at each period with two more behind it than the alarm needs', () => {
    const rule = { isBad, bad: 1, of: 1, missing: 'notBreaching' } as const;
    expect(alarmStates(pointsOf('- - - X - - -'), rule)).toEqual(['OK', 'ALARM', 'ALARM', 'ALARM', 'OK']);
  });
});
