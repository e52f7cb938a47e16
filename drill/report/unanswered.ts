/** What the call flow asks of callers and no webhook answers; empty where there is none. */
export const unansweredInWords = (unanswered: readonly string[]): string =>
  unanswered.length === 0
    ? ''
    : [
        'The call flow asks for something that no webhook answers (a warning; the platform runs it):',
        ...unanswered.map((each) => `  ${each}`),
      ].join('\n');
