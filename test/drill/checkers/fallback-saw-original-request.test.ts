import { fallbackSawOriginalRequest } from '../../../drill/checkers/fallback-saw-original-request.ts';
import { ANSWER_URL, CallHistory, aHealthyCall, anExpectation } from './a-history.ts';

const textsOf = (history: CallHistory) =>
  fallbackSawOriginalRequest.check(history.records, anExpectation()).problems.map(({ text }) => text);

const failedAnswer = () =>
  new CallHistory().asks('1', 'answer').gets('1', 'answer', {
    outcome: { kind: 'error', error: 'connection-refused', detail: '' },
    next: 'fallback',
  });
const fallbackWith = (payload: Readonly<Record<string, unknown>>) =>
  textsOf(failedAnswer().asks('2', 'fallback', { payload }));

describe('fallbackSawOriginalRequest', () => {
  it('passes when the fallback URL was not requested', () => {
    expect(textsOf(aHealthyCall())).toEqual([]);
  });

  it.each([
    ['an object', { original_request: { url: ANSWER_URL, type: 'answer' } }],
    ['an object whose URL has its query', { original_request: { url: `${ANSWER_URL}?a=b`, type: 'answer' } }],
    ['JSON text', { original_request: JSON.stringify({ url: ANSWER_URL, type: 'answer' }) }],
    ['brackets', { 'original_request[url]': ANSWER_URL, 'original_request[type]': 'answer' }],
    ['dots', { 'original_request.url': ANSWER_URL, 'original_request.type': 'answer' }],
  ])('passes when the original request is given as %s', (_, payload) => {
    expect(fallbackWith({ reason: 'Connection closed.', ...payload })).toEqual([]);
  });

  it('fails without a reason', () => {
    expect(fallbackWith({ original_request: { url: ANSWER_URL, type: 'answer' } })).toEqual([
      'a request to the fallback URL has no reason',
    ]);
  });

  it.each([[{}], [{ original_request: '{' }], [{ original_request: 1 }]])(
    'fails without a readable original request: %j',
    (payload) => {
      expect(fallbackWith({ reason: 'x', ...payload })).toEqual([
        'a request to the fallback URL has no original_request',
      ]);
    },
  );

  it('fails when the original request is of another type or URL', () => {
    const original = { url: 'https://else.example/answer', type: 'event' };
    expect(fallbackWith({ reason: 'x', original_request: original })).toEqual([
      'original_request.type: expected answer, found event',
      `original_request.url: expected ${ANSWER_URL}, found https://else.example/answer`,
    ]);
  });

  it('fails when nothing had failed before', () => {
    expect(textsOf(new CallHistory().asks('2', 'fallback'))).toEqual([
      'the fallback URL was requested, although no request had failed',
    ]);
  });
});
