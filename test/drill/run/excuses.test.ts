import type { Expected, Problem } from '../../../drill/checkers/checker.ts';
import type { HistoryRecord } from '../../../contracts/history.ts';
import { excusesOf } from '../../../drill/run/excuses.ts';
import type { ProcessWait } from '../../../emulator/emulator-news.ts';
import {
  ANSWER_URL,
  CallHistory,
  FALLBACK_URL,
  PRIMARY,
  PRIMARY_BOT,
  anExpectation,
} from '../checkers/a-history.ts';

const wait = (fromMs: number, toMs: number, process: ProcessWait['process'] = 'drill'): ProcessWait => ({
  process,
  fromMs,
  toMs,
  waitedMs: toMs - fromMs,
});
const tooLate = (excessMs: number, fromMs = 1000, toMs = 2000): Problem => ({
  call: 'a',
  text: 'waited too long',
  timing: { fromMs, toMs, excessMs },
});
const wrongTier: Problem = { call: 'a', text: 'was served by secondary' };

const isExcused = (
  problem: Problem,
  history: readonly HistoryRecord[],
  waits: readonly ProcessWait[],
  others: Partial<Expected> = {},
): boolean => excusesOf(history, anExpectation([], others), waits).because(problem) !== undefined;

/** From 1000 ms on: a request to the primary that ends after so long. */
const asked = (
  tookMs: number,
  outcome: Extract<HistoryRecord, { type: 'outcome' }>['outcome'],
  kind: 'answer' | 'fallback' = 'answer',
): CallHistory =>
  new CallHistory()
    .asks('1', kind, { url: kind === 'answer' ? ANSWER_URL : FALLBACK_URL })
    .after(tookMs)
    .gets('1', kind, { tookMs, outcome, next: 'fallback' });
const TIMEOUT = { kind: 'error', error: 'socket-timeout', detail: '' } as const;
const status = (code: number) => ({ kind: 'response', status: code, headers: {}, body: '' }) as const;

describe('what was too late', () => {
  it.each([
    ['by no more than was lost', 150, true],
    ['by more than was lost', 151, false],
  ])('%s: %i ms, 150 ms lost', (_case, excessMs, excused) => {
    expect(isExcused(tooLate(excessMs), [], [wait(1500, 1650)])).toBe(excused);
  });

  it('is not excused by what was lost before or after', () => {
    expect(isExcused(tooLate(10), [], [wait(0, 1000), wait(2000, 3000)])).toBe(false);
  });

  it('is not excused by a process that was not on the way', () => {
    expect(isExcused(tooLate(10), [], [wait(1000, 2000, 'static')])).toBe(false);
  });

  it('says how much was too late, and how much was lost', () => {
    const { because } = excusesOf([], anExpectation([]), [wait(1500, 1650)]);
    expect(because(tooLate(100))).toBe(
      'it was 100 ms too late, and processes waited 150 ms for a CPU core meanwhile',
    );
  });
});

describe('what follows from a timeout', () => {
  // Such a request may take 200 ms.
  const may = { requestMayTakeMs: 200, partsOf: { [PRIMARY]: ['primary'] } } as const;

  it.each([
    ['a timeout of the platform', asked(1200, TIMEOUT)],
    ['an error status, which stands for a timeout of ours', asked(1200, status(502))],
    ['an answer of the fallback, after which no other comes', asked(1200, status(200), 'fallback')],
  ])('is excused where the request would have been in time: %s', (_case, { records }) => {
    expect(isExcused(wrongTier, records, [wait(1000, 2000)], may)).toBe(true);
  });

  it('is not excused where the request had its time, and more', () => {
    // 201 ms of 1200 were its own.
    expect(isExcused(wrongTier, asked(1200, TIMEOUT).records, [wait(1000, 1999)], may)).toBe(false);
  });

  it('is not excused where a fault makes the region unreachable', () => {
    const others = { ...may, unreachableOrigins: [PRIMARY] };
    expect(isExcused(wrongTier, asked(1200, TIMEOUT).records, [wait(1000, 2200)], others)).toBe(false);
  });

  it('is excused where the region answered, or failed before the mid-call fault made it unreachable', () => {
    const others = { ...may, unreachableOrigins: [PRIMARY] };
    const answered = asked(1200, status(502)).records;
    expect(isExcused(wrongTier, answered, [wait(1000, 2200)], others)).toBe(true);
    const before = asked(1200, TIMEOUT).after(1).add({ type: 'mid-call-faults-began' }).records;
    expect(isExcused(wrongTier, before, [wait(1000, 2200)], others)).toBe(true);
    const after = new CallHistory()
      .add({ type: 'mid-call-faults-began' })
      .asks('1', 'answer', { url: ANSWER_URL })
      .after(1200)
      .gets('1', 'answer', { tookMs: 1200, outcome: TIMEOUT, next: 'fallback' }).records;
    expect(isExcused(wrongTier, after, [wait(1000, 2200)], others)).toBe(false);
  });

  it('is excused where an event was answered without its place in a journal, which was given up', () => {
    const event = new CallHistory()
      .asks('1', 'event')
      .after(400)
      .gets('1', 'event', { tookMs: 400, outcome: status(200), next: 'done' });
    const lost = { call: 'a', text: 'the event input reached a region, but is in no journal' };
    expect(isExcused(lost, event.records, [wait(1000, 1300)], may)).toBe(false);
    const given = event.add({ type: 'journal-lost', key: 'calls/x' }).records;
    expect(isExcused(lost, given, [wait(1000, 1300)], may)).toBe(true);
    expect(isExcused(lost, given, [wait(1000, 1199)], may)).toBe(false);
  });

  it('is not excused where no timeout can have fired', () => {
    expect(isExcused(wrongTier, asked(299, status(502)).records, [wait(1000, 1299)], may)).toBe(false);
    expect(isExcused(wrongTier, asked(1200, status(200)).records, [wait(1000, 2200)], may)).toBe(false);
    const refused = { kind: 'error', error: 'connection-refused', detail: '' } as const;
    expect(isExcused(wrongTier, asked(1200, refused).records, [wait(1000, 2200)], may)).toBe(false);
  });

  it('is not excused in another call', () => {
    const { records } = asked(1200, TIMEOUT);
    expect(isExcused({ ...wrongTier, call: 'b' }, records, [wait(1000, 2200)], may)).toBe(false);
  });

  it('is not excused where it came before', () => {
    const { records } = asked(1200, TIMEOUT);
    expect(isExcused(tooLate(500, 400, 900), records, [wait(1000, 2200)], may)).toBe(false);
    expect(isExcused(tooLate(5000, 400, 2300), records, [wait(1000, 2200)], may)).toBe(true);
  });

  it('gives a cold environment the time of a cold start, and leaves out what a fault held back', () => {
    const met = (others: Partial<Extract<HistoryRecord, { type: 'waited' }>>) =>
      asked(1200, status(502)).add({
        type: 'waited',
        request: '1',
        fromMs: 1000,
        toMs: 2200,
        waitedMs: 0,
        heldMs: 0,
        isCold: false,
        isThrottledByWaits: false,
        ...others,
      }).records;
    const waits = [wait(1000, 1900)];
    expect(isExcused(wrongTier, met({}), waits, may)).toBe(false);
    expect(isExcused(wrongTier, met({ isCold: true }), waits, { ...may, coldStartMayTakeMs: 100 })).toBe(
      true,
    );
    expect(isExcused(wrongTier, met({ heldMs: 900 }), [], may)).toBe(false);
    expect(isExcused(wrongTier, met({ heldMs: 900 }), [wait(2000, 2100)], may)).toBe(true);
  });
});

describe('what follows from something else that was late', () => {
  it.each([
    ['a socket that was given up', 3000, 2900, true],
    ['a socket that had its time', 3000, 1000, false],
    ['a socket that was refused at once', 20, 20, false],
  ])('%s: after %i ms, %i ms lost', (_case, afterMs, lost, excused) => {
    const history = new CallHistory()
      .leg('started', PRIMARY_BOT)
      .after(afterMs)
      .leg('unanswered', PRIMARY_BOT);
    const waits = [wait(1000, 1000 + lost)];
    expect(isExcused(wrongTier, history.records, waits, { requestMayTakeMs: 200 })).toBe(excused);
  });

  it.each([
    ['processes waited', [wait(1000, 25_000)], true],
    ['the machine let them work', [], false],
  ])('a caller who did not talk when the fault came, where %s', (_case, waits, excused) => {
    const history = new CallHistory().after(30_000).add({ type: 'not-talking', sinceMs: 1000 });
    expect(isExcused(wrongTier, history.records, waits)).toBe(excused);
  });

  it('a request that was throttled because others waited', () => {
    const throttled = (isThrottledByWaits: boolean) =>
      new CallHistory().add({
        type: 'waited',
        request: '1',
        fromMs: 1000,
        toMs: 1001,
        waitedMs: 0,
        heldMs: 0,
        isCold: false,
        isThrottledByWaits,
      }).records;
    expect(isExcused(wrongTier, throttled(true), [])).toBe(true);
    expect(isExcused(wrongTier, throttled(false), [])).toBe(false);
  });
});

describe('an answer that took long', () => {
  it.each<[string, boolean, Partial<Expected>, readonly ProcessWait[]]>([
    [
      'the application behind the guard was given up by waits alone',
      true,
      { passesOn: true },
      [wait(1050, 1450)],
    ],
    ['it would have taken so long without waits', false, { passesOn: true }, [wait(1050, 1100)]],
    ['there is no application', false, {}, [wait(1050, 1450)]],
  ])('excuses what is heard after it where %s: %s', (_where, excused, others, waits) => {
    const history = asked(500, status(200)).records;
    expect(isExcused({ call: 'a', text: 'heard other words' }, history, waits, others)).toBe(excused);
  });
});
