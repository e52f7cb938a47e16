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

describe('the waits that status names', () => {
  const AGO_MS = WRITTEN_MS - 3_600_000;
  type Secrets = Extract<Outcome, { readonly held: unknown }>['held']['secrets'];
  const holds = (region: string, writtenAtMs: number, secrets: Partial<Secrets>): Outcome => ({
    region,
    role: 'primary',
    state: 'unchanged',
    why: '',
    held: {
      secrets: { current: null, next: null, previous: null, ...secrets },
      version: region,
      writtenAtMs,
    },
  });
  const status = (...outcomes: readonly Outcome[]): string =>
    afterwards('status', outcomes, WRITTEN_MS).join('\n');

  it('begin, before the retire, with the version that holds the previous secret, as the refusal of the step does', () => {
    const retired = status(
      holds('a', WRITTEN_MS, { current: 'c' }),
      holds('b', AGO_MS, { current: 'c', previous: 'p' }),
    );
    expect(retired).toContain('The retire is done in a, and not in b, which still accepts previous');
    expect(retired).not.toContain('not until');
  });

  it('begin, before the change at Vonage, with the last region that came to accept the staged secret', () => {
    const first = status(
      holds('a', WRITTEN_MS, { current: 'n' }),
      holds('b', AGO_MS, { current: 'c', next: 'n' }),
    );
    expect(first).toContain('Wait until 12:05:13 UTC');
  });

  it('tell an abort that was broken off from a stage, by which region was written last', () => {
    const [without, having] = [{ current: 'c' }, { current: 'c', next: 'n' }];
    expect(status(holds('a', WRITTEN_MS, without), holds('b', AGO_MS, having))).toMatch(
      /^The abort is done in a,/,
    );
    expect(status(holds('a', AGO_MS, without), holds('b', WRITTEN_MS, having))).toMatch(
      /^Not every region accepts .*: a does not\. Next: stage it again/,
    );
  });
});
