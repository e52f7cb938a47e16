import { systemClock } from '../../../contracts/clock.ts';
import { jest } from '@jest/globals';
import { callFlow } from '../../fixtures/own/call-flow.ts';
import type { Ports, Runtime } from '../../../functions/ports.ts';
import { createHealth } from '../../../functions/health/create-health.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { type AnyStart, flowWith } from '../support/flow-with.ts';
import { SETTINGS, fakeRuntime, never, unconfigured } from '../support/runtime.ts';
import { NOW_MS } from '../support/sign.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => {
  expect(jest.getTimerCount()).toBe(0);
  jest.useRealTimers();
});

interface Behavior {
  readonly start?: AnyStart;
  readonly ports?: Partial<Ports>;
  readonly timesMs?: readonly number[];
}

/** Asks `/health` of one environment, at the times given. */
const ask = async ({ start = callFlow.start, ports = {}, timesMs = [0] }: Behavior = {}) => {
  const { runtime, lines, counts } = fakeRuntime();
  let nowMs = NOW_MS;
  const clock = { ...systemClock, nowMs: () => nowMs };
  const answered = jest.fn(start);
  const given = { configured: true, ports: { ...runtime.ports, clock, ...ports } } as const;
  const handler = createHealth(given, clock, flowWith({ start: answered }));
  const responses = [];
  for (const timeMs of timesMs) {
    nowMs = NOW_MS + timeMs;
    const response = handler(
      gatewayEvent({ route: 'health', method: 'GET', authorization: null }),
      lambdaContext(),
    );
    await jest.advanceTimersByTimeAsync(SETTINGS.deadlinesMs.answer);
    responses.push(await response);
  }
  return { responses, lines, counts, answered };
};

const says = (statusCode: number, body: string) => ({
  statusCode,
  headers: { 'Content-Type': 'application/json' },
  body,
});
const OK = says(200, '{"status":"ok"}');
const DEGRADED = says(200, '{"status":"degraded"}');
const FAILED = says(502, '{"code":"answer-failed"}');
const throwing = (): never => {
  throw new Error('a bug for 447700900123');
};

describe('/health', () => {
  it('is 200 once the call flow has answered a call, and says nothing but the status', async () => {
    const { responses, answered } = await ask();
    expect(responses).toEqual([OK]);
    expect(answered).toHaveBeenCalledTimes(1);
    expect(answered.mock.calls[0]?.[0]).toMatchObject({
      from: SETTINGS.callerNumber,
      to: SETTINGS.callerNumber,
    });
  });

  it('asks no other service, journals nothing, logs nothing and counts nothing', async () => {
    const live = jest.fn(() => Promise.reject(new Error('away')));
    const keep = jest.fn(() => Promise.reject(new Error('away')));
    const bucket = { region: 'eu-west-1', keep };
    const journal = { own: bucket, other: bucket };
    const secrets = { live, refreshed: live };
    const { responses, lines, counts } = await ask({ ports: { secrets, journal } as Partial<Ports> });
    expect(responses).toEqual([OK]);
    expect(live).not.toHaveBeenCalled();
    expect(keep).not.toHaveBeenCalled();
    expect([lines, counts]).toEqual([[], []]);
  });

  it.each(['signature', 'both', 'ip'] as const)('is ok in mode %s', async (mode) => {
    const settings = { ...SETTINGS, source: { mode, countOutside: ['8.8.8.0/24'] } };
    expect((await ask({ ports: { settings } })).responses).toEqual([OK]);
  });

  it.each<[string, AnyStart, string]>([
    ['throws', throwing, 'call-flow-threw'],
    ['returns an invalid NCCO', () => [{ action: 'dance' }], 'call-flow-invalid-ncco'],
    ['returns nothing to hear', () => [], 'call-flow-invalid-ncco'],
  ])(
    'is degraded, and 200 still, where the call flow %s: callers get a person in either region',
    async (_case, start, code) => {
      const { responses, lines, counts } = await ask({ start });
      expect(responses).toEqual([DEGRADED]);
      expect(lines).toEqual([
        {
          level: 'error',
          route: 'health',
          status: 200,
          code: 'answer-degraded',
          answer: expect.objectContaining({ route: 'answer', status: 200, code }),
        },
      ]);
      expect(JSON.stringify(lines)).not.toContain('447700900123');
      expect(counts).toEqual([]);
    },
  );

  it('is 502 where the call flow is so slow that callers are sent to the other region', async () => {
    const { responses, lines } = await ask({ start: never });
    expect(responses).toEqual([FAILED]);
    expect(lines).toMatchObject([
      { level: 'error', status: 502, code: 'answer-failed', answer: { code: 'call-flow-too-slow' } },
    ]);
  });

  it('is 502 where the last resort is no NCCO either', async () => {
    const settings = { ...SETTINGS, person: { type: 'phone', number: 'no number' } } as const;
    const { responses } = await ask({ start: throwing, ports: { settings } });
    expect(responses).toEqual([FAILED]);
  });

  it('works once in five seconds, however often it is asked', async () => {
    const { responses, answered } = await ask({ start: throwing, timesMs: [0, 0, 1, 2500, 4999] });
    expect(responses).toEqual(Array(5).fill(DEGRADED));
    expect(answered).toHaveBeenCalledTimes(1);
  });

  it('works again after five seconds, counted from its last work', async () => {
    const start = jest.fn(callFlow.start).mockImplementationOnce(throwing);
    const { responses, answered } = await ask({ start, timesMs: [0, 4999, 5000, 9999, 10_000] });
    expect(responses).toEqual([DEGRADED, DEGRADED, OK, OK, OK]);
    expect(answered).toHaveBeenCalledTimes(3);
  });

  it('does not last longer for a clock that was set back', async () => {
    expect((await ask({ timesMs: [0, -1] })).answered).toHaveBeenCalledTimes(2);
  });

  it('is 502 when the environment is wrong, does not say how, and logs it once in five seconds', async () => {
    const log = jest.fn();
    const handler = createHealth({ ...unconfigured, log } as Runtime, { nowMs: () => NOW_MS }, callFlow);
    for (let time = 0; time < 2; time += 1) {
      const event = gatewayEvent({ route: 'health', method: 'GET', authorization: null });
      expect(await handler(event, lambdaContext())).toEqual(says(502, '{"code":"configuration"}'));
    }
    expect(log.mock.calls).toEqual([[expect.objectContaining({ code: 'configuration', status: 502 })]]);
  });
});
