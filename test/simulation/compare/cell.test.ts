import { support2024 } from '../../../simulator/rules/support-2024.ts';
import { cellOf, stateOf } from '../../../simulation/compare/cell.ts';
import { verdictOfCells } from '../../../simulation/compare/comparison.ts';
import type { Heard } from '../../../simulation/compare/heard.ts';
import type { Ruled } from '../../../simulation/compare/ruled.ts';
import { judgedCell } from '../../../simulation/compare/simulate-cells.ts';
import { faultNamed } from '../../../simulation/compare/faults.ts';
import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';

const heard = (silenceMs: number, ends: Heard['ends'] = 'heard', call = 0): Heard => ({
  call,
  ends,
  silenceMs,
  last: ends === 'heard' ? 'bot' : 'nothing',
  servedBy: ends === 'heard' ? 'primary' : undefined,
  rules: ['connect-timeout-is-retried'],
  decided: 'connect-timeout-is-retried',
  talked: ends === 'heard',
});
const ruled = (ends: Ruled['ends'], mostMs: number, fewestMs = mostMs): Ruled => ({
  ends,
  servedBy: ends === 'heard' ? 'primary' : undefined,
  mostMs,
  fewestMs,
  rules: ['connect-timeout-is-retried'],
});
const state = (calls: readonly Heard[], by: Ruled | undefined, limitMs = 1200) =>
  stateOf({ calls, ruled: by, limitMs, ownMs: 200 }).state;

describe('the state of a cell', () => {
  it.each([
    ['heard within the limit', [heard(1100)], ruled('heard', 1000), 'pass'],
    ['later than its rules allow', [heard(1100), heard(1201)], ruled('heard', 1000), 'fail'],
    ['sooner than its rules allow', [heard(900)], ruled('heard', 1000), 'fail'],
    ['dropped, as ruled', [heard(2000, 'dropped')], ruled('dropped', 2000), 'as-ruled'],
    ['silent for longer than the limit, as ruled', [heard(2100)], ruled('heard', 2000), 'as-ruled'],
    ['dropped, where it must be heard', [heard(20, 'dropped')], ruled('heard', 0), 'fail'],
    ['some heard, where all must be dropped', [heard(20), heard(20, 'dropped')], ruled('dropped', 0), 'fail'],
    ['good, where it must be dropped', [heard(20)], ruled('dropped', 0), 'fail'],
    ['good, where it must be silent', [heard(1100)], ruled('heard', 2000), 'fail'],
    ['at best and at worst on two sides of the limit', [heard(1100)], ruled('heard', 5000, 1000), 'pass'],
    ['the same, at worst', [heard(5100)], ruled('heard', 5000, 1000), 'as-ruled'],
    ['heard of another tier', [{ ...heard(20), servedBy: 'static' }], ruled('heard', 0), 'fail'],
    ['no call', [], ruled('heard', 0), 'unknown'],
    ['no such part', [], undefined, 'not-applicable'],
  ] as const)('%s', (_what, calls, by, expected) => {
    expect(state(calls, by)).toBe(expected);
  });

  it('names why a set-up that looks good must not', () => {
    expect(
      stateOf({ calls: [heard(20)], ruled: ruled('dropped', 2000), limitMs: 1200, ownMs: 200 }).why,
    ).toBe('it looks good, and by the rules it must not: dropped after 2000 ms (connect-timeout-is-retried)');
  });
});

it('a cell names its worst call: of those that were dropped the one with the longest silence', () => {
  const calls = [heard(900, 'heard', 0), heard(20, 'dropped', 1), heard(30, 'dropped', 2)];
  const cell = cellOf(
    { fault: 'f', setUp: 'bare', profile: 'p' },
    { calls, ruled: ruled('dropped', 0), limitMs: 200, ownMs: 200 },
  );
  expect(cell.worst?.call).toBe(2);
  expect([cell.heard, cell.dropped, cell.silenceMs, cell.last]).toEqual([
    1,
    2,
    { p50: 30, max: 900 },
    { bot: 1, nothing: 2 },
  ]);
});

it('a bot that no caller has met cannot drop them', () => {
  const given = { profile: support2024, timeouts: TIMEOUTS.shipped, botTimeoutMs: 3000, talksToBot: true };
  const calls = [{ ...heard(20), talked: false }];
  expect(judgedCell(faultNamed('bot-drops'), 'this', given, calls).state).toBe('unknown');
});

it.each([
  [['pass', 'as-ruled', 'not-applicable'], 'pass'],
  [['pass', 'unknown'], 'unknown'],
  [['unknown', 'fail'], 'fail'],
  [['not-applicable'], 'unknown'],
] as const)('the verdict of cells that are %j: %s', (states, verdict) => {
  expect(verdictOfCells(states.map((each) => ({ state: each })))).toBe(verdict);
});
