import { systemClock } from '../../../contracts/clock.ts';
import { ROUTES, createRegion } from '../support/ask-region.ts';
import type { RouteName } from '../support/ask-region.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import { LIVE, SETTINGS } from '../support/runtime.ts';
import { NOW_MS, claimsFor, signToken } from '../support/sign.ts';

interface Slow {
  /** How long the store takes: every route asks it. */
  readonly tookMs: number;
  readonly coldForMs?: number;
  readonly authorization?: string;
}

/** What an invocation that takes so long adds to the metric. */
const nearMisses = async (route: RouteName, { tookMs, coldForMs, authorization }: Slow) => {
  let nowMs = NOW_MS;
  const live = () => {
    nowMs = NOW_MS + tookMs;
    return Promise.resolve(LIVE);
  };
  const region = createRegion({
    ports: {
      clock: { ...systemClock, nowMs: () => nowMs },
      secrets: { live, refreshed: live },
      environmentStartMs: coldForMs === undefined ? undefined : NOW_MS - coldForMs,
    },
  });
  // The environments have asked the store while they started.
  nowMs = NOW_MS;
  const sent = { route, body: {}, ...(authorization !== undefined && { authorization }) };
  const { counts } = await region.ask(gatewayEvent(sent));
  return counts.filter(({ name }) => name === 'NearMiss');
};

const LIMIT_MS: Readonly<Record<RouteName, number>> = {
  ...SETTINGS.nearMissMs,
  'websocket-disconnected': SETTINGS.nearMissMs.websocketDisconnected,
};

describe.each(ROUTES)('a near miss of /%s', (route) => {
  const counted = [{ name: 'NearMiss', dimensions: { route } }];

  it('is an invocation that takes longer than the route’s limit', async () => {
    expect(await nearMisses(route, { tookMs: LIMIT_MS[route] })).toEqual([]);
    expect(await nearMisses(route, { tookMs: LIMIT_MS[route] + 1 })).toEqual(counted);
  });

  it('takes the cold start in, as the caller does', async () => {
    const tookMs = LIMIT_MS[route] - 300;
    expect(await nearMisses(route, { tookMs, coldForMs: 300 })).toEqual([]);
    expect(await nearMisses(route, { tookMs, coldForMs: 301 })).toEqual(counted);
  });

  it('is none of an unauthenticated caller, for whom the store is asked as well', async () => {
    const authorization = `Bearer ${signToken(claimsFor('{}'), 'a-stranger')}`;
    expect(await nearMisses(route, { tookMs: 60_000, authorization })).toEqual([]);
  });
});
