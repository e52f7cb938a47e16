import { noCallIsALoop } from '../../../drill/checkers/call-ends.ts';
import { askedInVain } from '../../../drill/run/asked-in-vain.ts';
import { type Script, hangingUp, readScript } from '../../../drill/run/script.ts';
import type { HistoryRecord } from '../../../contracts/history.ts';
import { anExpectation } from '../checkers/a-history.ts';

const planned = (script: Script) => [
  { call: 'a', phase: 0, from: '1', to: '2', talksForMs: 0, digits: '', staggerMs: 0, script },
];
const asked = (question: number): HistoryRecord => ({ atMs: question, call: 'a', type: 'asked', question });
const atTheApplication = (path: string, payload: object, atMs = 1): HistoryRecord => ({
  atMs,
  call: 'a',
  type: 'application-asked',
  tookMs: 1,
  method: 'POST',
  path,
  payload: { ...payload },
  status: 200,
});
const ended: HistoryRecord = { atMs: 9, call: 'a', type: 'call-ended', by: 'caller', detail: 'hung up' };
const history = [
  asked(1),
  atTheApplication('/webhooks/answer', { from: '1' }),
  atTheApplication('/webhooks/choice?of=a', { dtmf: { digits: '', timed_out: true } }),
  asked(4),
  atTheApplication('/webhooks/event', { status: 'answered' }),
  ended,
  atTheApplication('/webhooks/later', { dtmf: null }, 10),
];

describe('callers who are asked in vain', () => {
  it('are named by what they press, with the application’s own URL that takes the answer', () => {
    const script = hangingUp(readScript('1'));
    expect(askedInVain(history, planned(script))).toEqual({
      askedInVain: [{ press: '1', path: '/webhooks/choice' }],
    });
  });

  it('are none where the script has an answer left, or where the call flow itself has asked', () => {
    expect(askedInVain(history, planned(hangingUp(readScript('1,2'))))).toEqual({});
    expect(askedInVain(history, planned(readScript('1')))).toEqual({});
    const own = history.filter(({ type }) => type !== 'application-asked');
    expect(askedInVain(own, planned(hangingUp(readScript('1'))))).toEqual({});
  });
});

it('a loop is said with the application’s own URL where it has asked last', () => {
  const detail = 'asked for more than 60 NCCOs: a loop; the last question is "input" at http://127.0.0.1:1/x';
  const loop: HistoryRecord = { ...ended, by: 'platform', detail, loop: true };
  const textOf = (records: readonly HistoryRecord[]) =>
    noCallIsALoop.check(records, anExpectation()).problems.map(({ text }) => text);
  expect(textOf([loop])).toEqual([detail]);
  expect(textOf([...history.slice(0, -2), loop])).toEqual([
    'asked for more than 60 NCCOs: a loop; the last question is the application’s, at /webhooks/choice?of=a. ' +
      'Say with --press what callers do there',
  ]);
});
