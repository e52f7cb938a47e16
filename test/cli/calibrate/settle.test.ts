import type { CallSeen, Observations } from '../../../cli/calibrate/run-calls.ts';
import type { Seen } from '../../../cli/calibrate/seen.ts';
import { settle } from '../../../cli/calibrate/settle/settle.ts';
import { ANSWERS, EVENTS } from '../../../cli/calibrate/experiments.ts';
import type { Experiment } from '../../../cli/calibrate/experiments.ts';

const experiment = (name: string): Experiment => {
  const found = [...ANSWERS, ...EVENTS].find((each) => each.name === name);
  if (found === undefined) throw new Error(`no experiment ${name}`);
  return found;
};

let connection = 0;
const seen = (path: string, atMs: number, more: Partial<Seen> = {}): Seen => ({
  atMs,
  connection: (connection += 1),
  method: 'POST',
  path,
  query: '',
  fields: {},
  contentType: 'application/json',
  isForwarded: false,
  signature: { isThere: true, isValid: true, hashOf: 'body' },
  tokenId: undefined,
  reply: 'answers',
  status: 200,
  endedMs: atMs,
  endedBy: 'us',
  ...more,
});

/** A call whose answer URL answers this status: so many attempts, each so much later than the one before. */
function failing(status: number, attempts: number, gapMs: number, fallbackGapMs: number): CallSeen {
  const name = `status-${String(status)}`;
  const requests = Array.from({ length: attempts }, (_, index) => seen('/answer', index * gapMs, { status }));
  const endMs = (attempts - 1) * gapMs + fallbackGapMs;
  return {
    plan: {
      name,
      setting: 'post',
      answer: ANSWERS.find((each) => each.name === name) ?? experiment('status-500'),
      events: [],
    },
    requests: [...requests, seen('/fallback', endMs), seen('/step/last', endMs + 10)],
  };
}

const observed = (...calls: readonly CallSeen[]): Observations => ({
  calls,
  burst: undefined,
  isDirect: true,
});
const event = (name: string, ...requests: readonly Seen[]): CallSeen => ({
  plan: { name: 'ok', setting: 'post', answer: experiment('ok'), events: [experiment(name)] },
  requests: [seen('/answer', 0), ...requests],
});

describe('settle', () => {
  it.each([
    [0, 200, 0],
    [0, 5, 0],
    [1000, 200, 1000],
    [1000, 5, 1000],
  ])('finds a pause of %d ms on a network that takes %d ms for a request', (pauseMs, networkMs, value) => {
    const once = failing(500, 1, 0, networkMs);
    const twice = failing(503, 2, networkMs + pauseMs, networkMs);
    expect(settle(observed(once, twice)).values.retryPauseMs).toMatchObject({ certainty: 'measured', value });
  });

  it('shows a pause that no reading has, and does not believe it', () => {
    const { values, matches } = settle(observed(failing(500, 1, 0, 20), failing(503, 2, 420, 20)));
    expect(values.retryPauseMs).toMatchObject({ certainty: 'unknown', seen: 400 });
    expect(matches).toEqual([]);
  });

  it('says unknown where pauses or attempts vary', () => {
    const { values } = settle(
      observed(failing(500, 1, 0, 20), failing(503, 2, 20, 20), failing(503, 3, 1500, 20)),
    );
    expect(values.retryPauseMs).toMatchObject({ certainty: 'unknown', why: 'the pauses varied' });
    expect(values.attempts).toMatchObject({ certainty: 'unknown', why: 'the number of attempts varied' });
    expect(values.attempts).not.toHaveProperty('seen');
  });

  it('says unknown where the answer URL is tried again, and an event URL is not', () => {
    const { values } = settle(
      observed(
        failing(503, 2, 20, 20),
        event(
          'status-503',
          seen('/step/status-503', 10, { status: 503 }),
          seen('/fallback', 20),
          seen('/step/last', 30),
        ),
      ),
    );
    expect(values.retriedStatuses['503']).toMatchObject({
      certainty: 'unknown',
      why: 'the platform did one and the other',
    });
  });

  it('believes nothing that no call came to', () => {
    const { values, rules, also, matches } = settle(observed());
    for (const settled of [
      ...Object.values(rules),
      ...Object.values(also),
      values.attempts,
      values.keepsConnections,
    ])
      expect(settled.certainty).toBe('unknown');
    expect(matches).toHaveLength(4);
  });

  it('does not take a hang for given up that the call has outlived', () => {
    const hangs = event(
      'hangs',
      seen('/step/hangs', 10, { reply: 'hangs', endedMs: undefined, endedBy: undefined }),
    );
    expect(settle(observed(hangs)).values.retriedErrors['socket-timeout']).toMatchObject({
      certainty: 'unknown',
    });
  });

  it('tells a redirect that is followed', () => {
    const { rules } = settle(
      observed(
        event(
          'redirects',
          seen('/step/redirects', 10, { status: 302 }),
          seen('/step/redirected', 20),
          seen('/step/last', 30),
        ),
      ),
    );
    expect(rules['redirect-is-an-invalid-response-code']).toMatchObject({
      certainty: 'unknown',
      seen: false,
      observed: 'A 302 was followed once.',
    });
  });

  it('tells [] that ends the call', () => {
    const { rules } = settle(
      observed(
        event(
          'empty-array',
          seen('/step/empty-array', 10),
          seen('/event', 20, { fields: { status: 'completed' } }),
        ),
      ),
    );
    expect(rules['empty-array-is-no-ncco']).toMatchObject({ certainty: 'unknown', seen: false });
  });

  it('does not judge signatures without the secret', () => {
    const call = event('status-500', seen('/step/last', 10));
    const unchecked = {
      ...call,
      requests: call.requests.map((one) => ({
        ...one,
        signature: { isThere: true, isValid: undefined, hashOf: 'body' } as const,
      })),
    };
    expect(settle(observed(unchecked)).rules['callbacks-are-signed']).toMatchObject({
      certainty: 'unknown',
      why: expect.stringContaining('VONAGE_SIGNATURE_SECRET'),
    });
  });
});
