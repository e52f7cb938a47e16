import { isExcused } from '../../../../cli/call/script/is-excused.ts';
import { StepFailure } from '../../../../cli/call/script/play-steps.ts';
import type { HistoryRecord, Outcome } from '../../../../contracts/history.ts';
import { aSystem } from '../../send/a-system.ts';

const system = aSystem();
const { primary, secondary } = system.regions;
const response = (status: number, headers: Readonly<Record<string, string>> = {}): Outcome => ({
  kind: 'response',
  status,
  headers,
  body: '[]',
});
const STATIC = response(200, { 'x-cache': 'Error from cloudfront' });
const TIMEOUT: Outcome = { kind: 'error', error: 'socket-timeout', detail: 'late' };

interface Asked {
  readonly url?: string;
  readonly kind?: 'answer' | 'event' | 'fallback';
  readonly expectsNcco?: boolean;
  readonly outcome: Outcome;
  readonly tookMs: number;
}

function asked({ url = primary.answer, kind = 'answer', expectsNcco = true, outcome, tookMs }: Asked) {
  const common = { call: 'c', request: 'r', kind, attempt: 1, atMs: 1000 + tookMs } as const;
  return [
    { ...common, type: 'request', atMs: 1000, method: 'POST', url, expectsNcco, payload: {} },
    { ...common, type: 'outcome', outcome, tookMs, next: 'run-ncco' },
  ] as unknown as readonly HistoryRecord[];
}

/** Every process together lost this much, at any time. */
const judge = (request: Asked, lostMs: number, ...broken: readonly string[]): boolean =>
  isExcused(new StepFailure(3, 'expected other words'), asked(request), {
    machine: { lostMs: () => lostMs },
    system,
    broken: new Set(broken),
  });

const FALLBACK = { url: secondary.distribution, kind: 'fallback', tookMs: 250 } as const;

describe('a step that did not hold', () => {
  it.each<[string, Asked, readonly string[]]>([
    ['a request timed out', { outcome: TIMEOUT, tookMs: 1000 }, []],
    ['the gateway gave up', { outcome: response(502), tookMs: 200 }, []],
    ['the static tier answered, because the region was late', { ...FALLBACK, outcome: STATIC }, []],
    ['so also while the primary is broken', { ...FALLBACK, outcome: STATIC }, ['primary']],
    ['so also while the application is broken', { ...FALLBACK, outcome: STATIC }, ['app', 'secondary-bot']],
    ['a function was long enough for a timeout of its own', { outcome: response(200), tookMs: 300 }, ['bot']],
  ])('is excused where %s on a busy machine', (_why, request, broken) => {
    expect(judge(request, 100, ...broken)).toBe(true);
    expect(judge(request, 99, ...broken)).toBe(false);
  });

  it.each<[string, Asked, readonly string[]]>([
    ['the answer came too soon for any timeout', { outcome: response(200), tookMs: 299 }, []],
    ['the secondary is broken', { ...FALLBACK, outcome: STATIC }, ['secondary-fallback']],
    ['CloudFront is broken', { ...FALLBACK, outcome: STATIC }, ['cloudfront']],
    ['the primary is broken', { outcome: TIMEOUT, tookMs: 1000 }, ['primary-journal']],
    ['an event was late that nothing waits for', { outcome: TIMEOUT, tookMs: 1000, expectsNcco: false }, []],
  ])('counts where %s', (_why, request, broken) => {
    expect(judge(request, 1000, ...broken)).toBe(false);
  });

  it('is excused where a silence was too long by no more than the machine lost', () => {
    const failure = new StepFailure(3, 'silence', { fromMs: 0, toMs: 2500, excessMs: 500 });
    const judgeSilence = (lostMs: number): boolean =>
      isExcused(failure, [], { machine: { lostMs: () => lostMs }, system, broken: new Set() });
    expect(judgeSilence(500)).toBe(true);
    expect(judgeSilence(499)).toBe(false);
  });
});
