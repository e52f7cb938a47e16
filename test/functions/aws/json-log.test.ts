import { createJsonLog } from '../../../functions/aws/json-log.ts';
import { NOW_MS } from '../support/sign.ts';

const CONVERSATION = 'CON-aaaaaaaa-bbbb-4ccc-8ddd-012345678912';
const LINE = {
  level: 'warn',
  status: 200,
  conversation: CONVERSATION,
  reason: 'no route to 447700900123',
  problems: ['eu-west-1: 447700900123 is away'],
  key: `calls/2026-01-01/${CONVERSATION}/2026-01-01T12-00-00.000Z-started-01234567890123456789012345678901.json`,
};

/** What is written for a line, parsed. */
function written(line: Readonly<Record<string, unknown>>, showNumbers = false, counts = 0): unknown {
  const texts: string[] = [];
  const log = createJsonLog({ name: 'a-name', showNumbers }, { nowMs: () => NOW_MS }, (text) =>
    texts.push(text),
  );
  log(
    line,
    Array.from({ length: counts }, () => ({ name: 'CallbackRefused', dimensions: { code: 'stale' } })),
  );
  expect(texts).toEqual([expect.stringMatching(/^[^\n]+\n$/)]);
  return JSON.parse(texts.join('')) as unknown;
}

describe('the log', () => {
  it('masks what looks like a number wherever it is, and keeps what a call is found by', () => {
    expect(written(LINE)).toEqual({
      ...LINE,
      reason: 'no route to …123',
      problems: ['eu-west-1: …123 is away'],
    });
  });

  it('shows numbers where that is set', () => {
    expect(written(LINE, true)).toEqual(LINE);
  });

  it('adds metrics to the line, whose time is no phone number', () => {
    expect(written(LINE, false, 2)).toMatchObject({
      CallbackRefused: 2,
      code: 'stale',
      _aws: { Timestamp: NOW_MS },
    });
  });

  it('writes what does not fit on the line on one more, which counts as well', () => {
    const texts: string[] = [];
    const log = createJsonLog({ name: 'a-name', showNumbers: false }, { nowMs: () => NOW_MS }, (text) =>
      texts.push(text),
    );
    log({ level: 'info', route: 'a-check' }, [
      { name: 'SyntheticCheck', dimensions: { target: 'own', result: 'ok' } },
      { name: 'SyntheticCheck', dimensions: { target: 'other', result: 'static' } },
    ]);
    expect(texts.map((text) => JSON.parse(text) as unknown)).toMatchObject([
      { level: 'info', route: 'a-check', target: 'own', SyntheticCheck: 1, _aws: {} },
      { level: 'info', target: 'other', result: 'static', SyntheticCheck: 1, _aws: {} },
    ]);
  });

  it.each([false, true])(
    'cuts what is so long that the line would be split (numbers shown: %s)',
    (showNumbers) => {
      const fits = 'x'.repeat(4000);
      expect(written({ reason: fits, problems: [`${fits}y`] }, showNumbers)).toEqual({
        reason: fits,
        problems: [`${fits}…`],
      });
    },
  );

  it('writes one line, whatever it says', () => {
    expect(written({ reason: 'a\nb\u2028c' })).toEqual({ reason: 'a\nb\u2028c' });
  });
});
