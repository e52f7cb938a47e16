import { everyServedNccoWasValid } from '../../../drill/checkers/answers.ts';
import { ANSWER_URL, CallHistory, aHealthyCall, anExpectation } from './a-history.ts';

const check = (history: CallHistory) =>
  everyServedNccoWasValid.check(history.records, anExpectation()).problems;

describe('everyServedNccoWasValid', () => {
  it('passes when every NCCO was run', () => {
    expect(check(aHealthyCall())).toEqual([]);
  });

  it('passes when a request fails without serving anything', () => {
    expect(check(new CallHistory().wantsNcco().fallsBack('static'))).toEqual([]);
  });

  it('fails when an NCCO was invalid, and says where and what', () => {
    const problem = { path: '$[0].action', expected: 'a known action', found: '"speak"' };
    const history = new CallHistory()
      .asks('1', 'answer')
      .gets('1', 'answer', { next: 'fallback', rule: 'invalid-ncco-goes-to-the-fallback' })
      .ncco('1', [problem]);
    expect(check(history)).toEqual([
      {
        call: 'a',
        text: `the primary NCCO from ${ANSWER_URL} is invalid: $[0].action: expected a known action, found "speak"`,
      },
    ]);
  });

  it('fails when a 200 was not run', () => {
    const history = new CallHistory()
      .asks('1', 'answer', { url: `${ANSWER_URL}?a=b` })
      .gets('1', 'answer', { next: 'fallback', rule: 'wrong-content-type-goes-to-the-fallback' });
    expect(check(history).map(({ text }) => text)).toEqual([
      `${ANSWER_URL} answered 200, and Vonage did not run the answer: wrong-content-type-goes-to-the-fallback`,
    ]);
  });
});
