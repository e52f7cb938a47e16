import { systemClock } from '../../../contracts/clock.ts';
import { TIMEOUTS } from '../../../contracts/settings/timeouts.ts';
import { forwardBy } from '../../../functions/forward/forward-to.ts';
import type { Reply } from '../../../functions/forward/forward.ts';
import { coldStartFitsMs } from '../../../infra/function-settings.ts';
import { talk } from '../../../ncco/build.ts';
import { callFlow } from '../../fixtures/own/call-flow.ts';
import { createRegion } from '../support/ask-region.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import { SETTINGS } from '../support/runtime.ts';
import { CALL } from '../flow/a-menu.ts';
import { NOW_MS } from '../support/sign.ts';

const OWN = [talk('Our own words.')];
const { answer, event, websocketDisconnected, fallback } = TIMEOUTS.guarded;
const settings = {
  ...SETTINGS,
  deadlinesMs: {
    answer: answer.handlerMs,
    event: event.handlerMs,
    websocketDisconnected: websocketDisconnected.handlerMs,
    fallback: fallback.handlerMs,
  },
  coldStartFitsMs: coldStartFitsMs(TIMEOUTS.guarded),
};

const STANDS_STILL = { ...systemClock, nowMs: () => NOW_MS, monotonicMs: () => 0 };

/** How long the application may take in the first requests of an environment; it never answers. */
async function timesAfter(
  initMs: number,
  requestTimeEpoch?: number,
): Promise<{ readonly withinMs: number[]; readonly bodies: string[] }> {
  const withinMs: number[] = [];
  const hangs = (_callback: unknown, _url: string, ms: number): Promise<Reply> => {
    withinMs.push(ms);
    const reply = { kind: 'failed', failure: 'timeout', isRetried: true, problem: 'late' } as const;
    return Promise.resolve({ ms, status: undefined, ...reply });
  };
  const forward = forwardBy(hangs, 'https://voice.example.com');
  const region = createRegion({
    flow: { ...callFlow, forward, start: () => OWN },
    ports: { settings, environmentStartMs: NOW_MS - initMs, clock: STANDS_STILL },
  });
  const bodies: string[] = [];
  const asked = gatewayEvent({ route: 'answer', body: CALL });
  const requestContext = {
    ...asked.requestContext,
    ...(requestTimeEpoch !== undefined && { requestTimeEpoch }),
  };
  for (let times = 0; times < 2; times++)
    bodies.push((await region.ask({ ...asked, requestContext })).response.body);
  return { withinMs, bodies };
}

describe('in a cold start the application', () => {
  it.each([0, 350, 900])('has what is left of the gateway’s time: after %i ms', async (initMs) => {
    const { withinMs, bodies } = await timesAfter(initMs);
    // With the own steps, and the way back, the rest of the gateway's 1,200 ms.
    expect(withinMs).toEqual([1000 - initMs, 1000]);
    expect(bodies.map((body) => JSON.parse(body) as unknown)).toEqual([OWN, OWN]);
  });

  it('has what is left since API Gateway got the request, where its environment was started for another one', async () => {
    expect((await timesAfter(900, NOW_MS - 30)).withinMs).toEqual([970, 1000]);
    // A clock that is behind the gateway's.
    expect((await timesAfter(900, NOW_MS + 5000)).withinMs).toEqual([1000, 1000]);
  });

  it('has no time where the start has taken it all, and the own steps answer', async () => {
    const { withinMs, bodies } = await timesAfter(1500);
    expect(withinMs[0]).toBe(0);
    expect(JSON.parse(bodies[0] ?? '')).toEqual(OWN);
  });

  it('has its whole time where the timeouts leave room for a cold start', () => {
    expect(coldStartFitsMs(TIMEOUTS.shipped)).toBe(500);
    expect(coldStartFitsMs(TIMEOUTS.tight)).toBe(0);
    expect(coldStartFitsMs(TIMEOUTS.guarded)).toBe(0);
  });
});
