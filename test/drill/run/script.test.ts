import { answerAt, hangingUp, readScript } from '../../../drill/run/script.ts';

describe('a script of what a caller does', () => {
  it('has one entry for each question: keys, words or nothing', () => {
    expect(readScript('9,12#,say:sales, none ,say:my account@0.4').answers).toEqual([
      { keys: '9' },
      { keys: '12#' },
      { says: { text: 'sales', confidence: 0.94 } },
      {},
      { says: { text: 'my account', confidence: 0.4 } },
    ]);
  });

  it.each(['', 'sales', '1,,2', 'say:', 'say:x@2', '1a'])(
    'is refused as "%s", with what it may be',
    (text) => {
      expect(() => readScript(text)).toThrow(
        /^expected keys \(1, 12#\), words \(say:sales, say:sales@0\.6\) or none, with commas between them; found "/,
      );
    },
  );
});

describe('a caller with a script', () => {
  it('does nothing at the questions behind it, and goes on as long as it is asked', () => {
    const script = readScript('1,none');
    expect([1, 2, 3, 60].map((question) => answerAt(script, question))).toEqual([{ keys: '1' }, {}, {}, {}]);
  });

  it('of an application hangs up when it is asked in vain for the third time', () => {
    const script = hangingUp(readScript('1,none'));
    const answers = [1, 2, 3, 4, 5, 6].map((question) => answerAt(script, question));
    expect(answers).toEqual([{ keys: '1' }, {}, {}, {}, { hangsUp: true }, { hangsUp: true }]);
  });
});
