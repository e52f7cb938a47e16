import { judge } from '../../../../cli/link/tune/judge.ts';
import { failuresIn, startTally } from '../../../../cli/link/tune/tally.ts';
import { answered, failed } from '../verify/a-deployment.ts';

const TIMED = { kind: 'timed', connectMs: 20, responseMs: 80 };

describe('judge', () => {
  it('takes the times of a request that was answered', () => {
    expect(judge(answered('[]'), undefined)).toEqual(TIMED);
    expect(judge(answered('[]'), 'other')).toEqual(TIMED);
  });

  it.each([401, 403, 302, 500, 204])('takes no time of a %i', (status) => {
    expect(judge(answered('', { status }), undefined)).toEqual({ kind: 'failed', what: `HTTP ${status}` });
  });

  it('knows the static NCCO: the function itself did not answer', () => {
    expect(judge(answered('static'), 'static')).toEqual({ kind: 'failed', what: 'the static NCCO' });
  });

  it('counts a timeout as an infinite time', () => {
    expect(judge(failed('connect', 'timeout'), undefined)).toEqual({
      kind: 'timed',
      connectMs: Infinity,
      responseMs: undefined,
    });
    for (const phase of ['tls', 'response'] as const)
      expect(judge(failed(phase, 'timeout'), undefined)).toEqual({
        kind: 'timed',
        connectMs: undefined,
        responseMs: Infinity,
      });
  });

  it('names what went wrong, and leaves out what was interrupted', () => {
    expect(judge(failed('connect', 'ECONNREFUSED'), undefined)).toEqual({
      kind: 'failed',
      what: 'ECONNREFUSED',
    });
    expect(judge(failed('response', 'interrupted'), undefined)).toEqual({ kind: 'interrupted' });
  });
});

it('counts what said something', () => {
  const { add, tally } = startTally();
  add({ kind: 'timed', connectMs: 1, responseMs: 2 });
  add({ kind: 'timed', connectMs: Infinity, responseMs: undefined });
  add({ kind: 'timed', connectMs: undefined, responseMs: Infinity });
  add({ kind: 'failed', what: 'HTTP 502' });
  add({ kind: 'failed', what: 'HTTP 502' });
  add({ kind: 'interrupted' });
  expect(tally()).toEqual({
    requests: 5,
    times: { connectsMs: [1, Infinity], responsesMs: [2, Infinity] },
    failures: { 'HTTP 502': 2 },
  });
  expect(failuresIn(tally())).toBe(2);
});
