import type { HistoryRecord } from '../../../contracts/history.ts';
import { lostTime, partsOf } from '../../../drill/run/lost-time.ts';
import type { ProcessWait } from '../../../emulator/emulator-news.ts';

const URLS = {
  primary: 'http://127.0.0.1:1/answer',
  secondary: 'http://127.0.0.1:2/answer',
  distribution: 'http://127.0.0.1:4/fallback',
};
const PARTS = partsOf({
  primary: { answer: URLS.primary, distribution: 'http://127.0.0.1:3/fallback' },
  secondary: { answer: URLS.secondary, distribution: URLS.distribution },
} as Parameters<typeof partsOf>[0]);

/** A request of call `a`, from 1000 to 1400 ms. */
const request = (url: string, name = 'r'): readonly HistoryRecord[] => [
  {
    type: 'request',
    atMs: 1000,
    call: 'a',
    request: name,
    kind: 'answer',
    attempt: 1,
    method: 'POST',
    url,
    expectsNcco: true,
    payload: {},
  },
  {
    type: 'outcome',
    atMs: 1400,
    call: 'a',
    request: name,
    kind: 'answer',
    tookMs: 400,
    outcome: { kind: 'response', status: 200, headers: {}, body: '' },
    next: 'done',
    rule: 'a rule',
  },
];
const wait = (process: ProcessWait['process'], fromMs: number, toMs: number, waitedMs = toMs - fromMs) => ({
  process,
  fromMs,
  toMs,
  waitedMs,
});
const served = (fromMs: number, toMs: number, waitedMs: number): HistoryRecord => ({
  type: 'waited',
  atMs: toMs,
  call: 'a',
  request: 'r',
  fromMs,
  toMs,
  waitedMs,
  heldMs: 0,
  isCold: false,
  isThrottledByWaits: false,
});

describe('the time that a call lost to the machine', () => {
  it('is what the drill itself waited, requests or not', () => {
    const lostMs = lostTime([], [wait('drill', 100, 200, 60), wait('drill', 500, 600, 30)], PARTS);
    expect(lostMs('a', 0, 1000)).toBeCloseTo(90);
  });

  it('is what the processes on the way of a request waited, while it lasted', () => {
    const waits = [wait('primary', 900, 1100), wait('primary', 1350, 1500)];
    expect(lostTime(request(URLS.primary), waits, PARTS)('a', 0, 2000)).toBeCloseTo(150);
  });

  it.each([
    ['another region', URLS.primary, 'secondary', 0],
    ['CloudFront, where a request goes to the API', URLS.primary, 'edge', 0],
    ['CloudFront, where a request goes through it', URLS.distribution, 'edge', 100],
    ['the static tier behind it', URLS.distribution, 'static', 100],
    ['the region behind it', URLS.distribution, 'secondary', 100],
    ['anything, where the URL is unknown', 'http://127.0.0.1:9/', 'static', 100],
  ] as const)('counts the waits of %s: %s, %s', (_case, url, process, expected) => {
    const waits = [wait(process, 1100, 1200)];
    expect(lostTime(request(url), waits, PARTS)('a', 0, 2000)).toBeCloseTo(expected);
  });

  it('counts a moment once in which several processes waited', () => {
    const waits = [wait('drill', 1100, 1200), wait('primary', 1150, 1250), wait('primary', 1100, 1200, 50)];
    expect(lostTime(request(URLS.primary), waits, PARTS)('a', 0, 2000)).toBeCloseTo(150);
  });

  it('adds what the environment of the request waited, and not that of another call', () => {
    const history = [...request(URLS.primary), served(1050, 1350, 120)];
    expect(lostTime(history, [], PARTS)('a', 0, 2000)).toBeCloseTo(120);
    expect(lostTime(history, [], PARTS)('b', 0, 2000)).toBe(0);
  });

  it('counts only what lies in the stretch that is asked for', () => {
    const lostMs = lostTime([], [wait('drill', 0, 1000, 500)], PARTS);
    expect(lostMs('a', 900, 2000)).toBeCloseTo(50);
    expect(lostMs('a', 2000, 3000)).toBe(0);
  });
});
