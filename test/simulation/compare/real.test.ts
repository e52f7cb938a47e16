import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
import type { HistoryRecord } from '../../../contracts/history.ts';
import { faultNamed } from '../../../simulation/compare/faults.ts';
import { REAL_FAULTS, realCell } from '../../../simulation/compare/real.ts';
import { SET_UPS } from '../../../simulation/compare/set-ups.ts';
import type { Compared } from '../../../simulation/differential/differential.ts';
import { streamsOf } from '../../../simulation/streams.ts';
import type { Blueprint } from '../../../simulation/world/world.ts';
import { support2024 } from '../../../simulator/rules/support-2024.ts';

const call = 'the call';
/** Of a caller who heard nothing for so long, and then nothing or words. */
const records = (silenceMs: number, ends: 'heard' | 'dropped'): readonly HistoryRecord[] => [
  { atMs: 0, call, type: 'wants-ncco', why: 'answer' },
  ...(ends === 'heard'
    ? ([{ atMs: silenceMs, call, type: 'heard', what: 'talk', content: 'x', request: '1' }] as const)
    : []),
  { atMs: silenceMs, call, type: 'call-ended', by: 'platform', detail: '' },
];
const compared = (
  verdict: Compared['verdict'],
  virtual: readonly HistoryRecord[],
  real: readonly HistoryRecord[],
): Compared => ({
  call: 0,
  schedule: { talksForMs: 1, faults: [] },
  streams: streamsOf(1, 0),
  verdict,
  virtual,
  real,
  differences:
    verdict === 'same'
      ? []
      : [{ what: 'silence', virtual: '2000 ms', real: '2500 ms', fromMs: 0, toMs: 2500 }],
});
const blueprint = {
  profile: support2024,
  deployment: { primary: { api: { hostName: 'primary.example.com' } } },
} as Blueprint;
const deployed = { timeouts: TIMEOUTS.shipped, botTimeoutMs: 3000, talksToBot: true };
const cell = (each: Compared) =>
  realCell({ blueprint, deployed }, faultNamed('primary-black-hole'), 'bare', each);

it('twelve cells are played on sockets, none of them for long', () => {
  expect(REAL_FAULTS.length * SET_UPS.length).toBe(12);
});

describe('a cell that was played on sockets', () => {
  it('passes where both calls are the same', () => {
    expect(cell(compared('same', records(2000, 'dropped'), records(2040, 'dropped')))).toMatchObject({
      verdict: 'pass',
      state: { simulated: 'as-ruled', onSockets: 'as-ruled' },
      heard: { simulated: { silenceMs: 2000 }, onSockets: { silenceMs: 2040 } },
    });
  });

  it('passes where this machine is off by less than what calls may differ', () => {
    const found = cell(compared('same', records(2000, 'dropped'), records(2149 + 200, 'dropped')));
    expect(found.verdict).toBe('pass');
  });

  it('fails where the calls differ, and says in what', () => {
    expect(cell(compared('different', records(2000, 'dropped'), records(2500, 'dropped')))).toMatchObject({
      verdict: 'fail',
      differences: ['silence: simulated: 2000 ms; on sockets: 2500 ms'],
    });
  });

  it('fails where they are the same, and judged differently', () => {
    expect(cell(compared('same', records(2000, 'dropped'), records(2000, 'heard'))).verdict).toBe('fail');
  });

  it('is unknown where the machine was too busy', () => {
    expect(cell(compared('unknown', records(2000, 'dropped'), records(2500, 'dropped'))).verdict).toBe(
      'unknown',
    );
  });
});
