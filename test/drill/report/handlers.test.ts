import { askedInVainInWords, handlersInWords } from '../../../drill/report/notes.ts';

const measured = { route: 'answer', emptyMs: 0, tookMs: 0, byTheClockMs: 231, limitMs: 100 } as const;

describe('handlersInWords', () => {
  it('says of an unknown handler what was measured, what it is compared with, and why it is unknown', () => {
    expect(handlersInWords([{ ...measured, verdict: 'unknown' }])).toBe(
      [
        'webhook handler /answer: unknown, because this machine was busy',
        '  expected a warm request within 100 ms: what an empty function takes in its place (0 ms) and 100 ms more',
        '  found 231 ms by the clock (median), and 0 ms without the time that processes waited for a CPU core:',
        '  the waits alone may have made it slow',
      ].join('\n'),
    );
  });

  it('says of a slow handler what it took without waits, and of a fast one nothing', () => {
    const slow = { ...measured, emptyMs: 4, tookMs: 300, byTheClockMs: 330, limitMs: 104 } as const;
    expect(handlersInWords([{ ...slow, verdict: 'fail' }]).split('\n')).toEqual([
      'webhook handler /answer: fail, too slow',
      '  expected a warm request within 104 ms: what an empty function takes in its place (4 ms) and 100 ms more',
      '  found 300 ms (median, without the time that processes waited for a CPU core)',
    ]);
    expect(handlersInWords([{ ...measured, verdict: 'pass' }])).toBe('');
  });

  it('says which part of the limit is the application’s', () => {
    const guarded = { ...measured, emptyMs: 4, tookMs: 300, applicationMs: 150, limitMs: 254 } as const;
    expect(handlersInWords([{ ...guarded, verdict: 'fail' }]).split('\n')[1]).toBe(
      '  expected a warm request within 254 ms: what an empty function takes in its place (4 ms), ' +
        'what the application takes when it is asked directly (150 ms) and 100 ms more',
    );
  });
});

describe('askedInVainInWords', () => {
  it('names each question once, who hung up there, and what to add', () => {
    const asked = (press: string, path: string) => ({ askedInVain: [{ press, path }] });
    const words = askedInVainInWords([
      asked('1', '/webhooks/choice'),
      asked('1', '/webhooks/choice'),
      asked('2', '/webhooks/choice'),
      {},
    ]);
    expect(words.split('\n').slice(1)).toEqual([
      '  POST /webhooks/choice: callers who press 1, or 2 from the beginning',
      '  To drill what follows: --press with an entry for each question, in their order (docs/drill.md).',
    ]);
    expect(askedInVainInWords([{}])).toBe('');
  });
});
