import { unansweredInWords } from '../../../drill/report/notes.ts';

describe('actions whose events no webhook handles', () => {
  it('are listed, one per line', () => {
    expect(unansweredInWords(['the first NCCO, $[1].eventUrl: …', 'the rung person, $[0].eventUrl: …'])).toBe(
      'Warning: the call flow has actions whose events no webhook handles. Vonage runs them all the same:\n' +
        '  the first NCCO, $[1].eventUrl: …\n  the rung person, $[0].eventUrl: …',
    );
  });

  it('make no paragraph if there are none', () => {
    expect(unansweredInWords([])).toBe('');
  });
});
