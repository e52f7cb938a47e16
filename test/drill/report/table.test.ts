import { LEGEND, header, plainInWords, table } from '../../../drill/report/table.ts';
import { SCENARIOS } from '../../../drill/scenarios/scenarios.ts';
import { aResult, aScenarioResult } from './a-result.ts';

const climbed = (
  rung: 'first' | 'same-socket' | 'person' | 'voicemail' | 'tail',
  by: 'primary' | 'secondary' | 'none',
  reached: 'bot' | 'person' | 'voicemail' | 'nothing',
) => ({ rung, by, reached, withoutAnybodyMs: 10 }) as const;
const first = climbed('first', 'primary', 'bot');
const longestLine = (text: string) => Math.max(...text.split('\n').map(({ length }) => length));

describe('table', () => {
  it('has a line for each scenario, in columns, and breaks what does not fit', () => {
    const noTier = aScenarioResult({
      verdict: 'fail',
      heard: 0,
      silenceMs: { p50: 5, max: 999 },
      limitMs: 196,
      servedBy: { primary: 0, secondary: 0, static: 0 },
      breaks: 'the bot drops each caller once (closed, reset, half-open)',
      plainSetUp: { silenceMs: 0, ends: 'dropped' },
    });
    expect(table([aScenarioResult(), noTier]).split('\n')).toEqual([
      'what breaks                              heard  served by  longest  plain set-up          limit  verdict',
      '                                                           silence  (computed)',
      'the primary is a black hole              20/20  secondary   1.06 s  2.0 s, then dropped  1.04 s  pass',
      'the bot drops each caller once (closed,   0/20  no tier     999 ms  dropped at once      196 ms  fail',
      'reset, half-open)',
    ]);
  });

  it('names what answered first, and what answered after the bot was lost', () => {
    const shown = (rungs: readonly (typeof first | ReturnType<typeof climbed>)[][], primary = 20) =>
      table([
        aScenarioResult({
          servedBy: { primary, secondary: 20 - primary, static: 0 },
          rungs: rungs.map((each, at) => ({ call: String(at), rungs: each })),
        }),
      ]);
    expect(shown([[first, climbed('same-socket', 'primary', 'bot')]])).toContain(' primary → primary ');
    expect(shown([[first, climbed('person', 'secondary', 'person')]])).toContain(' primary → person ');
    expect(shown([[first, climbed('tail', 'none', 'person')]])).toContain(' primary → person ');
    expect(shown([[first, climbed('tail', 'none', 'nothing')]])).toContain(' primary → nothing ');
    // A call that kept its bot adds nothing.
    expect(shown([[first]])).toMatch(/ primary +1\.06 s/);
    expect(shown([[first]], 10)).toContain(' primary, secondary ');
    const both = shown([
      [first, climbed('person', 'primary', 'person')],
      [first, climbed('voicemail', 'primary', 'voicemail')],
    ]);
    expect(both).toContain(' primary → person, ');
    expect(both).toMatch(/\n +voicemail$/);
  });

  it('is 120 columns wide at most, whatever happens', () => {
    const worst = SCENARIOS.map(({ breaks }) =>
      aScenarioResult({
        breaks,
        calls: 9999,
        heard: 9999,
        verdict: 'unknown',
        silenceMs: { p50: 1, max: 60_000 },
        limitMs: 60_000,
        servedBy: { primary: 1, secondary: 1, static: 1 },
        rungs: [
          { call: '1', rungs: [first, climbed('person', 'primary', 'person')] },
          { call: '2', rungs: [first, climbed('voicemail', 'primary', 'voicemail')] },
          { call: '3', rungs: [first, climbed('tail', 'none', 'nothing')] },
        ],
        plainSetUp: { silenceMs: 60_000, ends: 'dropped' },
      }),
    );
    expect(longestLine(table(worst))).toBeLessThanOrEqual(120);
    expect(longestLine(LEGEND)).toBeLessThanOrEqual(120);
  });
});

describe('plainInWords', () => {
  it.each([
    [0, 'dropped', 'dropped at once'],
    [2000, 'dropped', '2.0 s, then dropped'],
    [0, 'heard', 'heard at once'],
    [900, 'heard', 'heard after 0.9 s'],
  ] as const)('%i ms, %s: %s', (silenceMs, ends, words) => {
    expect(plainInWords({ silenceMs, ends })).toBe(words);
  });
});

describe('header', () => {
  it('names the conditions of the run', () => {
    expect(header(aResult())).toBe('rules of Vonage: support-2024; seed: 1; timeouts: shipped');
  });
});
