import { unansweredInWords } from '../../../drill/report/notes.ts';

describe('what no webhook answers', () => {
  it('is said, each in a line of its own', () => {
    expect(unansweredInWords(['the first NCCO, $[1].eventUrl: …', 'the rung person, $[0].eventUrl: …'])).toBe(
      'The call flow asks for something that no webhook answers (a warning; the platform runs it):\n' +
        '  the first NCCO, $[1].eventUrl: …\n  the rung person, $[0].eventUrl: …',
    );
  });

  it('is no paragraph where there is none', () => {
    expect(unansweredInWords([])).toBe('');
  });
});
