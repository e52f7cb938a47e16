import { watchColdStart } from '../../../functions/webhook/cold-start.ts';
import { createRegion } from '../support/ask-region.ts';
import { gatewayEvent } from '../support/gateway-event.ts';
import { NOW_MS } from '../support/sign.ts';

const READY_MS = NOW_MS;
const watch = (environmentStartMs: number | undefined) =>
  watchColdStart({ environmentStartMs, clock: { nowMs: () => READY_MS } });

describe('a cold start', () => {
  it('is an environment’s first invocation, and tells since when and for how long', () => {
    const coldStartAt = watch(READY_MS - 300);
    expect(coldStartAt(READY_MS + 5)).toEqual({ sinceMs: READY_MS - 300, initMs: 300 });
    expect(coldStartAt(READY_MS + 6)).toBeUndefined();
  });

  it('is none with provisioned concurrency: no caller has waited', () => {
    expect(watch(undefined)(READY_MS)).toBeUndefined();
  });

  it('is none where Lambda had the environment ready for a second or more, and none later either', () => {
    expect(watch(READY_MS - 300)(READY_MS + 1000)).toBeDefined();
    const coldStartAt = watch(READY_MS - 300);
    expect(coldStartAt(READY_MS + 1001)).toBeUndefined();
    expect(coldStartAt(READY_MS + 1001)).toBeUndefined();
  });

  it('is marked in the log of that invocation alone', async () => {
    const region = createRegion({ ports: { environmentStartMs: NOW_MS - 300 } });
    const asked = [];
    for (let time = 0; time < 2; time += 1)
      asked.push(...(await region.ask(gatewayEvent({ route: 'answer', body: {} }))).lines);
    expect(asked).toMatchObject([{ coldStart: true, initMs: 300, durationMs: 0 }, { durationMs: 0 }]);
    expect(asked[1]).not.toHaveProperty('coldStart');
    expect(asked[1]).not.toHaveProperty('initMs');
  });
});
