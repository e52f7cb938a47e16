import { sameEventSameAnswer } from '../../../drill/checkers/same-event-same-answer.ts';
import type { HistoryRecord, Outcome } from '../../../contracts/history.ts';
import { FALLBACK_URL, PRIMARY, anExpectation } from './a-history.ts';

const INPUT = { dtmf: { digits: '1' }, conversation_uuid: 'CON-a', timestamp: '2026-11-30T12:00:00.000Z' };
const asking = (base: string, state: string) => [
  { action: 'input', type: ['dtmf'], eventUrl: [`${base}/event/${state}`] },
];

let records: HistoryRecord[];
beforeEach(() => (records = []));

function answered(
  request: string,
  ncco: readonly object[],
  { payload = INPUT, url = `${PRIMARY}/live/event/s`, headers = {} as Record<string, string> } = {},
): void {
  const at = { atMs: 0, call: 'a', request } as const;
  const kind = url === FALLBACK_URL ? 'fallback' : 'event';
  const outcome: Outcome = { kind: 'response', status: 200, headers, body: '' };
  records.push(
    {
      ...at,
      type: 'request',
      kind,
      attempt: 1,
      method: 'POST',
      url,
      event: 'input',
      expectsNcco: true,
      payload,
    },
    { ...at, type: 'outcome', kind, tookMs: 1, outcome, next: 'run-ncco', rule: 'valid-ncco-runs' },
    { ...at, type: 'ncco', ncco, problems: [] },
  );
}

const texts = () => sameEventSameAnswer.check(records, anExpectation()).problems.map(({ text }) => text);

describe('sameEventSameAnswer', () => {
  it('passes where the same event gets the same answer, in either region', () => {
    answered('1', asking(`${PRIMARY}/live`, 'a-state'));
    answered('2', asking(`${PRIMARY}/live`, 'a-state'));
    const payload = {
      ...INPUT,
      reason: 'x',
      original_request: { url: `${PRIMARY}/live/event/s`, type: 'event' },
    };
    answered('3', asking('https://secondary.example', 'a-state'), { payload, url: FALLBACK_URL });
    expect(texts()).toEqual([]);
  });

  it('fails where the answers differ, if only in the state', () => {
    answered('1', asking(PRIMARY, 'a-state'));
    answered('2', asking(PRIMARY, 'another'));
    expect(texts()).toEqual(['expected the same answer to the same event (input); found 2']);
  });

  it('says nothing of other events, nor of the static NCCO', () => {
    answered('1', asking(PRIMARY, 'a-state'));
    answered('2', asking(PRIMARY, 'another'), { payload: { ...INPUT, dtmf: { digits: '2' } } });
    const headers = { 'x-cache': 'Error from cloudfront' };
    answered('3', [{ action: 'talk', text: 'Sorry.' }], { url: FALLBACK_URL, headers });
    expect(texts()).toEqual([]);
  });
});
