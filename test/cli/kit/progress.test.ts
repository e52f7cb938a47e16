import { createProgress, timeLeft } from '../../../cli/kit/progress.ts';

describe('createProgress', () => {
  it('says after a second, then every 2 s, how far a phase has come and how long it will take', () => {
    let nowMs = 0;
    const said: string[] = [];
    const progress = createProgress(
      (line) => said.push(line),
      () => nowMs,
    );
    for (const share of [0, 0.05, 0.1, 0.2]) {
      progress('warm', share);
      nowMs += 900;
    }
    nowMs += 1300;
    progress('warm', 0.4);
    progress('cold', 0.5);
    nowMs += 6000;
    progress('cold', 0.75);
    expect(said).toEqual([
      'warm: 10 %, about 20 s left',
      'warm: 40 %, about 8 s left',
      'cold: 75 %, about 2 s left',
    ]);
  });

  it('says nothing about short work', () => {
    const said: string[] = [];
    createProgress(
      (line) => said.push(line),
      () => 0,
    )('short', 1);
    expect(said).toEqual([]);
  });
});

it.each([
  [0, 'about 0 s left'],
  [3_200, 'about 4 s left'],
  [31_000, 'about 35 s left'],
  [60_000, 'about 1 min left'],
  [121_000, 'about 2 min 5 s left'],
])('%d ms: %s', (ms, expected) => {
  expect(timeLeft(ms)).toBe(expected);
});
