import { paced } from '../../../../cli/link/tune/pace.ts';

/** A clock that only pauses move. */
function aClock() {
  let nowMs = 0;
  return {
    nowMs: () => nowMs,
    pause: (ms: number) => {
      nowMs += ms;
      return Promise.resolve();
    },
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

const never = new AbortController().signal;

describe('paced', () => {
  it('sends evenly, whatever each takes', async () => {
    const clock = aClock();
    const sentMs: number[] = [];
    await paced(5, { perSecond: 20, atOnce: 5, ...clock, signal: never }, () => {
      sentMs.push(clock.nowMs());
      return new Promise((resolve) => setImmediate(resolve));
    });
    expect(sentMs).toEqual([0, 50, 100, 150, 200]);
  });

  it('does not make up for what was late', async () => {
    const clock = aClock();
    const sentMs: number[] = [];
    await paced(4, { perSecond: 10, atOnce: 5, ...clock, signal: never }, (index) => {
      sentMs.push(clock.nowMs());
      if (index === 1) clock.pass(1000);
      return Promise.resolve();
    });
    expect(sentMs).toEqual([0, 100, 1200, 1300]);
  });

  it('has so many under way at most, and waits for the last', async () => {
    let underWay = 0;
    let most = 0;
    let done = 0;
    await paced(20, { perSecond: 1000, atOnce: 3, ...aClock(), signal: never }, async () => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setImmediate(resolve));
      underWay -= 1;
      done += 1;
    });
    expect([most, done]).toEqual([3, 20]);
  });

  it('starts no more once interrupted', async () => {
    const interrupted = new AbortController();
    const sent: number[] = [];
    await paced(10, { perSecond: 10, atOnce: 5, ...aClock(), signal: interrupted.signal }, (index) => {
      sent.push(index);
      if (index === 2) interrupted.abort();
      return Promise.resolve();
    });
    expect(sent).toEqual([0, 1, 2]);
  });

  it('starts none that was waiting its turn when interrupted', async () => {
    const interrupted = new AbortController();
    const sent: number[] = [];
    await paced(
      10,
      { perSecond: 1000, atOnce: 1, ...aClock(), signal: interrupted.signal },
      async (index) => {
        sent.push(index);
        await new Promise((resolve) => setImmediate(resolve));
        interrupted.abort();
      },
    );
    expect(sent).toEqual([0]);
  });
});
