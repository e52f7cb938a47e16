import type { HistoryRecord } from '../../../contracts/history.ts';
import { differences, TOLERANCE_MS } from '../../../simulation/differential/compare.ts';
import { sideBySide } from '../../../simulation/differential/report.ts';

const PRIMARY = 'https://primary.example.com';
type Without<T> = T extends unknown ? Omit<T, 'call'> : never;
const of = (...records: Without<HistoryRecord>[]): readonly HistoryRecord[] =>
  records.map((record) => ({ ...record, call: 'the call' }) as HistoryRecord);

/** A call that waits so long for its NCCO. */
const call = ({
  waitsMs = 60,
  status = 200,
  rule = 'valid-ncco-runs',
  url = `${PRIMARY}/answer`,
  says = 'Hello.',
  endedBy = 'caller',
  event = 'done',
}: {
  readonly waitsMs?: number;
  readonly status?: number;
  readonly rule?: string;
  readonly url?: string;
  readonly says?: string;
  readonly endedBy?: 'caller' | 'platform';
  readonly event?: 'done' | 'retry' | 'none';
} = {}): readonly HistoryRecord[] => {
  const common = { kind: 'answer', attempt: 1, method: 'POST', payload: { uuid: 'u' } } as const;
  const outcome = { kind: 'response', status, headers: {}, body: '' } as const;
  return of(
    { atMs: 0, type: 'call-started', from: '1', to: '2' },
    { atMs: 0, type: 'wants-ncco', why: 'answer' },
    { ...common, atMs: 0, type: 'request', request: 'r1', url, expectsNcco: true },
    {
      ...common,
      atMs: 0,
      type: 'request',
      request: 'r2',
      kind: 'event',
      event: 'started',
      url: `${PRIMARY}/event`,
      expectsNcco: false,
    },
    {
      atMs: waitsMs,
      type: 'outcome',
      request: 'r1',
      kind: 'answer',
      tookMs: waitsMs,
      outcome,
      next: 'run-ncco',
      rule,
    },
    { atMs: waitsMs, type: 'ncco', request: 'r1', ncco: [], problems: [] },
    { atMs: waitsMs, type: 'heard', what: 'bot', content: says, request: 'r1' },
    ...(event === 'none'
      ? []
      : [
          {
            atMs: waitsMs + 10,
            type: 'outcome',
            request: 'r2',
            kind: 'event',
            tookMs: waitsMs,
            outcome: { kind: 'response', status: 200, headers: {}, body: '' },
            next: event,
            rule: 'an event rule',
          } as const,
        ]),
    { atMs: 2000, type: 'call-ended', by: endedBy, detail: 'said goodbye' },
  );
};

const found = (virtual: readonly HistoryRecord[], real: readonly HistoryRecord[]) =>
  differences(virtual, real, [PRIMARY]).map(({ what }) => what);

describe('a call in both worlds', () => {
  it('is the same where its silences differ by no more than the tolerance', () => {
    expect(found(call(), call())).toEqual([]);
    expect(found(call({ waitsMs: 60 }), call({ waitsMs: 60 + TOLERANCE_MS }))).toEqual([]);
  });

  it('differs in a silence by what is beyond the tolerance, shorter or longer', () => {
    const longer = differences(call({ waitsMs: 60 }), call({ waitsMs: 61 + TOLERANCE_MS }), [PRIMARY]);
    expect(longer).toMatchObject([{ what: 'silence', fromMs: 0, toMs: 211, excessMs: 1 }]);
    expect(longer[0]).toMatchObject({
      virtual: 'silent for 0.06 s (answer)',
      real: 'silent for 0.21 s (answer)',
    });
    expect(found(call({ waitsMs: 300 }), call({ waitsMs: 60 }))).toEqual(['silence']);
  });

  it.each([
    ['rules', { status: 500 }],
    ['rules', { rule: 'another-rule' }],
    ['tiers', { url: 'https://secondary.example.com/answer' }],
    ['heard', { says: 'Good morning.' }],
    ['end', { endedBy: 'platform' }],
    ['rules', { event: 'retry' }],
  ] as const)('differs in its %s: %j', (what, change) => {
    expect(found(call(), call(change))).toEqual([what]);
    expect(found(call(change), call())).toEqual([what]);
  });

  it('is the same where an event has no outcome by its end', () => {
    expect(found(call(), call({ event: 'none' }))).toEqual([]);
    expect(found(call({ event: 'none' }), call())).toEqual([]);
  });

  it('differs where it does not end, or has a request more', () => {
    expect(found(call(), call().slice(0, -1))).toEqual(['end']);
    const more = { ...call()[2], request: 'r3' } as HistoryRecord;
    expect(found(call(), [...call().slice(0, -1), more, ...call().slice(-1)])).toEqual(['rules']);
  });
});

describe('two timelines side by side', () => {
  const line = (atMs: number, text: string) => ({ atMs, text });

  it('have one row for what happens in both, whatever it takes', () => {
    const rows = sideBySide(
      [line(0, 'dials'), line(60, '→ 200 after 60 ms: done'), line(90, 'hears')],
      [line(1, 'dials'), line(70, '→ 200 after 69 ms: done'), line(71, 'asks'), line(95, 'hears')],
    );
    expect(rows).toEqual([
      { text: 'dials', oneMs: 0, otherMs: 1 },
      { text: '→ 200 after 60 ms: done', oneMs: 60, otherMs: 70 },
      { text: 'asks', oneMs: undefined, otherMs: 71 },
      { text: 'hears', oneMs: 90, otherMs: 95 },
    ]);
  });

  it('show what happens in one alone', () => {
    expect(sideBySide([line(0, 'a')], [line(0, 'b')])).toHaveLength(2);
    expect(sideBySide([], [line(0, 'b')])).toEqual([{ text: 'b', oneMs: undefined, otherMs: 0 }]);
  });
});
