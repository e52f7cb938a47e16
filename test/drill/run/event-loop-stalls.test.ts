import { setTimeout as sleep } from 'node:timers/promises';
import { type Stall, watchEventLoop } from '../../../drill/run/event-loop-stalls.ts';

const blockFor = (ms: number) => {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
};

describe('watchEventLoop', () => {
  it('tells of a stall of more than 15 ms, when it was', async () => {
    const stalls: Stall[] = [];
    const stop = watchEventLoop((stall) => stalls.push(stall));
    await sleep(30);
    const fromMs = performance.now();
    blockFor(200);
    await sleep(30);
    stop();
    const stall = stalls.find((each) => each.fromMs <= fromMs + 1 && each.toMs >= fromMs + 199);
    expect(stall).toBeDefined();
  });

  it('tells nothing once it is stopped', async () => {
    const stalls: Stall[] = [];
    watchEventLoop((stall) => stalls.push(stall))();
    blockFor(150);
    await sleep(30);
    expect(stalls).toEqual([]);
  });
});
