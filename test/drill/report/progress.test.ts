import { createProgress, timeLeftMs } from '../../../drill/report/progress.ts';
import { SCENARIOS } from '../../../drill/scenarios/scenarios.ts';
import { aScenarioResult } from './a-result.ts';

const CHOSEN = [
  { breaks: 'both regions refuse connections', typicalSeconds: 3 },
  { breaks: 'the answer function hangs', typicalSeconds: 3 },
];
const STEPS = [
  { text: 'synthesizing', typicalSeconds: 2 },
  { text: 'starting', typicalSeconds: 2 },
];
const CLEAR = '\r\u001b[2K';

function written(
  terminal: { readonly isTTY?: boolean; readonly columns?: number },
  prepareMs = 4000,
): readonly string[] {
  const lines: string[] = [];
  let nowMs = 0;
  const progress = createProgress(
    { ...terminal, write: (text) => lines.push(text) },
    STEPS,
    CHOSEN,
    () => nowMs,
  );
  progress.step();
  nowMs += prepareMs / 2;
  progress.step();
  nowMs += prepareMs / 2;
  progress.begin(CHOSEN);
  progress.during('3 of 20 calls');
  nowMs += 1000;
  progress.done(aScenarioResult());
  nowMs += 1000;
  progress.during('7 of 20 calls');
  progress.done(aScenarioResult({ verdict: 'unknown', heard: 19, silenceMs: { p50: 1, max: 99 } }));
  return lines;
}

describe('createProgress', () => {
  it('writes one line a scenario where there is no terminal, with its place and the time that is left', () => {
    expect(written({})).toEqual([
      'synthesizing (about 10 s left)\n',
      'starting (about 8 s left)\n',
      '2 scenarios, about 6 s left\n',
      '  1/2  pass     both regions refuse connections: 20/20 heard, longest silence 1.06 s; about 3 s left\n',
      '  2/2  unknown  the answer function hangs: 19/20 heard, longest silence 99 ms\n',
    ]);
  });

  it('knows a slow machine by its steps, before the first scenario', () => {
    // Steps that take six times what is typical: 3 s of the typical times still count.
    expect(written({}, 24_000)[2]).toBe('2 scenarios, about 25 s left\n');
  });

  it('rewrites the running line on a terminal: place, time left, what is being broken', () => {
    expect(written({ isTTY: true })).toEqual([
      `${CLEAR}synthesizing (about 10 s left)`,
      `${CLEAR}starting (about 8 s left)`,
      `${CLEAR}1/2  about 6 s left  both regions refuse connections: 3 of 20 calls`,
      `${CLEAR}  1/2  pass     both regions refuse connections: 20/20 heard, longest silence 1.06 s\n`,
      `${CLEAR}2/2  about 2 s left  the answer function hangs: 7 of 20 calls`,
      `${CLEAR}  2/2  unknown  the answer function hangs: 19/20 heard, longest silence 99 ms\n`,
    ]);
  });

  it('cuts a line that the terminal would break, for it could not be rewritten', () => {
    const running = written({ isTTY: true, columns: 30 })[2] ?? '';
    expect(running).toBe(`${CLEAR}1/2  about 6 s left  both reg`);
    expect(written({ isTTY: true, columns: 0 })).toEqual(written({ isTTY: true }));
  });
});

describe('timeLeftMs', () => {
  const typicalMs = (scenarios: typeof SCENARIOS): number =>
    scenarios.reduce((sum, { typicalSeconds }) => sum + typicalSeconds * 1000, 0);

  it('is what is typical at first, and follows the speed of the run', () => {
    const typical = typicalMs(SCENARIOS);
    expect(timeLeftMs([], 0, SCENARIOS)).toBe(typical);
    const [done, left] = [SCENARIOS.slice(0, 20), SCENARIOS.slice(20)];
    const doneMs = typicalMs(done);
    const twice = timeLeftMs(done, 2 * doneMs, left) / (typical - doneMs);
    expect(twice).toBeGreaterThan(1.9);
    expect(twice).toBeLessThan(2);
  });
});
