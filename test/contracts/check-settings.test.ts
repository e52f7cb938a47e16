import { parseCheckSettings } from '../../contracts/check-settings.ts';
import { CHECK } from '../functions/support/check.ts';

const withChange = (change: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ ...CHECK, ...change });

describe('parseCheckSettings', () => {
  it.each([null, 'the-answer-function'])('reads what the stack writes (%s)', (answerFunction) => {
    expect(parseCheckSettings(withChange({ answerFunction }))).toEqual({ ...CHECK, answerFunction });
  });

  it.each([
    ['text that is not JSON', '{', 'CHECK_SETTINGS: expected JSON, found text that is not JSON.'],
    ['no URL', withChange({ answerUrl: '/answer' }), 'CHECK_SETTINGS.answerUrl: expected an absolute URL'],
    ['an empty name', withChange({ answerFunction: '' }), 'CHECK_SETTINGS.answerFunction'],
    ['another method', withChange({ fallbackMethod: 'PUT' }), 'CHECK_SETTINGS.fallbackMethod'],
    [
      'no timeout',
      withChange({ socketMs: { answer: 0, fallback: 1 } }),
      'CHECK_SETTINGS.socketMs.answer: expected at least 1 millisecond',
    ],
  ])('refuses %s, and names it', (_case, text, message) => {
    expect(() => parseCheckSettings(text)).toThrow(message);
  });
});
