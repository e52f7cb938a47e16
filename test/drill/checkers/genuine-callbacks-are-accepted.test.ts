import { genuineCallbacksAreAccepted } from '../../../drill/checkers/callbacks.ts';
import type { Outcome } from '../../../contracts/history.ts';
import { ANSWER_URL, CallHistory, PRIMARY, aHealthyCall, anExpectation } from './a-history.ts';

const answered = (status: number): { readonly outcome: Outcome } => ({
  outcome: { kind: 'response', status, headers: {}, body: '{}' },
});
const check = (history: CallHistory, rejectingOrigins: readonly string[] = []) =>
  genuineCallbacksAreAccepted.check(history.records, anExpectation(undefined, { rejectingOrigins })).problems;

describe('genuineCallbacksAreAccepted', () => {
  it('passes a healthy call, and what fails otherwise', () => {
    expect(check(aHealthyCall())).toEqual([]);
    expect(check(new CallHistory().asks('1', 'answer').gets('1', 'answer', answered(502)))).toEqual([]);
  });

  it.each([401, 403])('fails for a %i, whatever the request was', (status) => {
    const history = new CallHistory()
      .asks('1', 'answer')
      .gets('1', 'answer', answered(status))
      .reports('2', 'completed', answered(status));
    expect(check(history)).toEqual([
      { call: 'a', text: `a genuine answer request was rejected with ${status}` },
      { call: 'a', text: `a genuine event request was rejected with ${status}` },
    ]);
  });

  it('accepts rejections by a region that a fault makes reject callbacks', () => {
    const history = new CallHistory()
      .asks('1', 'answer', { url: ANSWER_URL })
      .gets('1', 'answer', answered(401));
    expect(check(history, [PRIMARY])).toEqual([]);
    expect(check(history, ['https://elsewhere.example'])).toHaveLength(1);
  });
});
