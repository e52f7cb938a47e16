import { summaryInWords } from '../../../cli/call/summary.ts';
import type { HistoryRecord } from '../../../contracts/history.ts';
import { aSystem } from '../send/a-system.ts';

const RECORDS = [
  { type: 'call-started', call: 'c', atMs: 0, from: '1', to: '2' },
  { type: 'wants-ncco', call: 'c', atMs: 100, why: 'call-begins' },
  { type: 'heard', call: 'c', atMs: 1300, what: 'person', content: '3', request: 'r' },
  { type: 'call-ended', call: 'c', atMs: 2000, by: 'caller', detail: 'hung up' },
] as unknown as readonly HistoryRecord[];
const summary = (...limits: Parameters<typeof summaryInWords>[2]): string =>
  summaryInWords(RECORDS, aSystem(), limits).join('\n');

describe('the summary of a typed call', () => {
  it('has the longest silence, without a limit where none was given', () => {
    expect(summary()).toMatch(/ended by the caller: hung up\n.*\nLongest silence: 1\.2 s$/);
  });

  it('names the limit, and whether it held', () => {
    expect(summary({ fromMs: 0, limitMs: 2000 })).toMatch(/\nLimit: 2\.0 s, and it held\.$/);
    expect(summary({ fromMs: 0, limitMs: 1000 })).toMatch(
      /\nLimit: 1\.0 s\. It did not hold: expected no silence longer than 1\.0 s, found 1\.2 s\.$/,
    );
  });

  it('has a limit for the silences that begin after it, until another one is given', () => {
    expect(summary({ fromMs: 200, limitMs: 10 })).toContain('and it held');
    expect(summary({ fromMs: 0, limitMs: 10 }, { fromMs: 50, limitMs: 2000 })).toContain(
      'Limit: 10 ms, then 2.0 s, and it held.',
    );
  });
});
