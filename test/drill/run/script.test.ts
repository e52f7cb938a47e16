import { readScript } from '../../../drill/run/script.ts';

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
