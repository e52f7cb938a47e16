import { handlersInWords } from '../../../drill/report/notes.ts';

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
});
