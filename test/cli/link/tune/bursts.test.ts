import { bursts, LARGEST_BURST } from '../../../../cli/link/tune/bursts.ts';
import type { BurstOptions } from '../../../../cli/link/tune/bursts.ts';
import type { Judged } from '../../../../cli/link/tune/judge.ts';

const WARM_MS = 10;
const COLD_MS = 300;

/** A function whose environments serve one request at a time, and stay. */
function aFunction(environments: number, concurrency = Infinity) {
  let idle = environments;
  let busy = 0;
  const atOnce: number[] = [];
  let newest = 0;
  return {
    atOnce,
    send: async (): Promise<Judged> => {
      busy += 1;
      atOnce.push(busy);
      const isThrottled = busy > concurrency;
      const isWarm = idle > 0;
      if (isWarm) idle -= 1;
      else newest += 1;
      await new Promise((resolve) => setImmediate(resolve));
      busy -= 1;
      idle += 1;
      if (isThrottled) return { kind: 'failed', what: 'HTTP 502' };
      return { kind: 'timed', connectMs: 1, responseMs: isWarm ? WARM_MS : COLD_MS };
    },
    started: () => newest,
  };
}

const run = (send: BurstOptions['send'], others: Partial<BurstOptions> = {}) =>
  bursts({
    wanted: 20,
    warmP99Ms: 15,
    send,
    pause: () => Promise.resolve(),
    signal: new AbortController().signal,
    onBurst: () => undefined,
    ...others,
  });

describe('bursts', () => {
  it('makes as many cold starts as are wanted, two at a time', async () => {
    const lambda = aFunction(0);
    const seen: number[] = [];
    const cold = await run(lambda.send, { onBurst: (count) => seen.push(count) });
    expect(seen).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18, 20]);
    expect(cold).toMatchObject({ coldStarts: 20, mostAtOnce: 20, requests: 110, failures: {} });
    expect(lambda.started()).toBe(20);
  });

  it('asks for more at once than there are environments already', async () => {
    const cold = await run(aFunction(7).send, { wanted: 5 });
    expect(cold).toMatchObject({ coldStarts: 5, mostAtOnce: 12 });
  });

  it('ends at the largest burst where nothing becomes cold', async () => {
    const lambda = aFunction(1000);
    expect(await run(lambda.send)).toMatchObject({ coldStarts: 0, mostAtOnce: LARGEST_BURST });
    expect(Math.max(...lambda.atOnce)).toBe(LARGEST_BURST);
  });

  it('goes no further once something fails: the account has no more to give', async () => {
    const lambda = aFunction(0, 10);
    const cold = await run(lambda.send);
    expect(cold).toMatchObject({ mostAtOnce: 12, failures: { 'HTTP 502': 2 } });
  });

  it('takes what is slower than a warm one for cold, and what is as slow for warm', async () => {
    expect(await run(aFunction(0).send, { warmP99Ms: COLD_MS })).toMatchObject({ coldStarts: 0 });
  });

  it('ends when it is interrupted', async () => {
    const interrupted = new AbortController();
    const cold = await run(aFunction(0).send, {
      signal: interrupted.signal,
      onBurst: (count) => {
        if (count === 4) interrupted.abort();
      },
    });
    expect(cold).toMatchObject({ mostAtOnce: 4 });
  });

  it('lets others have the function between two bursts', async () => {
    const pausesMs: number[] = [];
    await run(aFunction(0).send, {
      wanted: 6,
      pause: (ms) => {
        pausesMs.push(ms);
        return Promise.resolve();
      },
    });
    expect(pausesMs).toEqual([300, 300]);
  });
});
