import { jest } from '@jest/globals';
import type { Clock, Runtime } from '../../../functions/core/ports.ts';
import { createHealth } from '../../../functions/health/create-health.ts';
import { gatewayEvent, lambdaContext } from '../support/gateway-event.ts';
import { fakeRuntime, unconfigured } from '../support/runtime.ts';

const START_MS = 1_800_000_000_000;

/** Asks `/health` of one environment, at the times given, and says how often its environment was looked at. */
const ask = async (runtime: Runtime, ...timesMs: readonly number[]) => {
  let nowMs = START_MS;
  const clock: Clock = { nowMs: () => nowMs };
  const handler = createHealth(runtime, clock);
  const event = gatewayEvent({ route: 'health', method: 'GET', authorization: null });
  const responses = [];
  for (const timeMs of timesMs) {
    nowMs = START_MS + timeMs;
    responses.push(await handler(event, lambdaContext()));
  }
  return responses;
};

const failing = () => {
  const log = jest.fn();
  return { log, runtime: { ...unconfigured, log } as Runtime };
};

describe('/health', () => {
  it('is 200 and says nothing but the status', async () => {
    expect(await ask(fakeRuntime().runtime, 0)).toEqual([
      { statusCode: 200, headers: { 'Content-Type': 'application/json' }, body: '{"status":"ok"}' },
    ]);
  });

  it('asks nobody else, journals nothing and logs nothing', async () => {
    const live = jest.fn(() => Promise.reject(new Error('away')));
    const keep = jest.fn(() => Promise.reject(new Error('away')));
    const bucket = { region: 'eu-west-1', keep };
    const { runtime, lines } = fakeRuntime({ live }, { own: bucket, other: bucket });
    await ask(runtime, 0);
    expect(live).not.toHaveBeenCalled();
    expect(keep).not.toHaveBeenCalled();
    expect(lines).toEqual([]);
  });

  it('is 502 when the environment is wrong, and does not say how', async () => {
    expect(await ask(failing().runtime, 0)).toMatchObject([
      { statusCode: 502, body: '{"code":"configuration"}' },
    ]);
  });

  it('works once in five seconds, however often it is asked', async () => {
    const { log, runtime } = failing();
    const responses = await ask(runtime, 0, 0, 1, 2500, 4999);
    expect(new Set(responses.map(({ statusCode }) => statusCode))).toEqual(new Set([502]));
    expect(log).toHaveBeenCalledTimes(1);
  });

  it('works again after five seconds, counted from its last work', async () => {
    const { log, runtime } = failing();
    await ask(runtime, 0, 4999, 5000, 9999, 10_000);
    expect(log).toHaveBeenCalledTimes(3);
  });

  it('does not last longer for a clock that was set back', async () => {
    const { log, runtime } = failing();
    await ask(runtime, 0, -1);
    expect(log).toHaveBeenCalledTimes(2);
  });
});
