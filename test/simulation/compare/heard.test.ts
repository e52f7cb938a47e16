import type { HistoryRecord } from '../../../contracts/history.ts';
import { heardIn } from '../../../simulation/compare/heard.ts';

type Without<T> = T extends unknown ? Omit<T, 'atMs' | 'call'> : never;
type Said = readonly [atMs: number, record: Without<HistoryRecord>];

const heard = (...said: readonly Said[]) =>
  heardIn(
    7,
    said.map(([atMs, record]) => ({ atMs, call: 'the call', ...record }) as HistoryRecord),
    (request) => (request === '1' ? 'primary' : 'secondary'),
  );

const DIALS: Said = [0, { type: 'wants-ncco', why: 'answer' }];
const asks = (atMs: number, request: string, kind: 'answer' | 'event' | 'fallback'): Said => [
  atMs,
  {
    type: 'request',
    request,
    kind,
    attempt: 1,
    method: 'POST',
    url: `https://${kind}.example.com/x`,
    expectsNcco: true,
    payload: {},
  },
];
const gets = (
  atMs: number,
  request: string,
  next: 'run-ncco' | 'retry' | 'fallback' | 'go-on',
  rule: string,
): Said => [
  atMs,
  {
    type: 'outcome',
    request,
    kind: 'answer',
    tookMs: 0,
    outcome: { kind: 'error', error: 'connect-timeout', detail: '' },
    next,
    rule,
  },
];
const hears = (atMs: number, what: 'talk' | 'bot' | 'hold-music', request = '1'): Said => [
  atMs,
  { type: 'heard', what, content: 'x', request },
];
const leg = (atMs: number, state: string): Said => [
  atMs,
  { type: 'leg', leg: '1', endpoint: 'websocket', to: 'wss://bot', state },
];
const ends = (atMs: number, by: 'caller' | 'platform' | 'ncco-ended'): Said => [
  atMs,
  { type: 'call-ended', by, detail: '' },
];

describe('what a caller heard', () => {
  it('is the bot, until the caller hangs up', () => {
    const found = heard(
      DIALS,
      asks(0, '1', 'answer'),
      gets(40, '1', 'run-ncco', 'valid-ncco-runs'),
      hears(40, 'talk'),
      hears(60, 'bot'),
      ends(9000, 'caller'),
      leg(9000, 'completed'),
    );
    expect(found).toMatchObject({
      call: 7,
      ends: 'heard',
      silenceMs: 40,
      last: 'bot',
      servedBy: 'primary',
      decided: 'valid-ncco-runs',
      talked: true,
    });
  });

  it('is nothing, where no NCCO came: dropped, by the rule of the first request', () => {
    const found = heard(
      DIALS,
      asks(0, '1', 'answer'),
      gets(1000, '1', 'retry', 'connect-timeout-is-retried'),
      asks(1000, '2', 'answer'),
      gets(2000, '2', 'fallback', 'last-attempt-goes-to-the-fallback'),
      ends(2000, 'platform'),
    );
    expect(found).toMatchObject({
      ends: 'dropped',
      silenceMs: 2000,
      last: 'nothing',
      decided: 'connect-timeout-is-retried',
      rules: ['connect-timeout-is-retried', 'last-attempt-goes-to-the-fallback'],
    });
  });

  it('is an announcement at the end: not dropped', () => {
    expect(heard(DIALS, hears(90, 'talk'), ends(91, 'ncco-ended'))).toMatchObject({
      ends: 'heard',
      last: 'talk',
    });
  });

  it('is no hold music', () => {
    expect(heard(DIALS, hears(90, 'hold-music'), ends(5000, 'caller'))).toMatchObject({
      ends: 'dropped',
      silenceMs: 5000,
    });
  });

  it('ends with the bot that was lost, where nothing follows: dropped', () => {
    const lost: readonly Said[] = [
      DIALS,
      hears(40, 'bot'),
      leg(4000, 'disconnected'),
      [4000, { type: 'wants-ncco', why: 'websocket-dropped' }],
      asks(4000, '2', 'event'),
      gets(4030, '2', 'go-on', 'empty-response-goes-on'),
      ends(4030, 'ncco-ended'),
    ];
    expect(heard(...lost)).toMatchObject({ ends: 'dropped', last: 'bot', decided: 'empty-response-goes-on' });
  });

  it('ends with a bot that could not be reached: dropped, by the rule of its leg', () => {
    expect(heard(DIALS, hears(40, 'talk'), leg(60, 'failed'), ends(61, 'ncco-ended'))).toMatchObject({
      ends: 'dropped',
      decided: 'unreachable-websocket-is-failed-or-unanswered',
      talked: false,
    });
  });

  it('is silence, where the caller gives up', () => {
    expect(heard(DIALS, ends(120_000, 'caller'))).toMatchObject({ ends: 'dropped', silenceMs: 120_000 });
  });
});
