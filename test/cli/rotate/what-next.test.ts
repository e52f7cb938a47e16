import type { Outcome } from '../../../cli/rotate/carry-out.ts';
import { afterwards } from '../../../cli/rotate/what-next.ts';

const WRITTEN_MS = Date.UTC(2026, 0, 1, 12, 0, 0, 1);

const staged = (writtenAtMs: number): Outcome => ({
  region: 'eu-west-1',
  role: 'secondary',
  state: 'changed',
  did: 'add next',
  held: { secrets: { current: 'c', next: 'n', previous: null }, version: 'v', writtenAtMs },
});
const said = (nowMs: number) =>
  afterwards('stage', [staged(WRITTEN_MS - 60_000), staged(WRITTEN_MS)], nowMs).join('\n');

describe('after the stage', () => {
  it('counts the wait from the later write: 5 min 12 s, rounded up', () => {
    expect(said(WRITTEN_MS)).toContain('Wait until 12:05:13 UTC (6 min)');
    expect(said(WRITTEN_MS + 60_000)).toContain('Wait until 12:05:13 UTC (5 min)');
  });

  it('no longer waits when the time is over', () => {
    expect(said(WRITTEN_MS + 311_999)).toContain('Wait until 12:05:13 UTC (1 min)');
    expect(said(WRITTEN_MS + 312_000)).toContain('Every environment in use knows it by now');
  });
});
