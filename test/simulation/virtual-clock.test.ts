import { sleep, within } from '../../contracts/clock.ts';
import { VirtualClock } from '../../simulation/virtual-clock.ts';

const AT_MS = Date.UTC(2026, 0, 1);

describe('a virtual clock', () => {
  it('runs what is due in its order, and of two at the same time the one that was set first', async () => {
    const clock = new VirtualClock(AT_MS);
    const ran: string[] = [];
    const done = Promise.withResolvers<undefined>();
    clock.after(20, () => ran.push(`b at ${clock.monotonicMs()}`));
    clock.after(10, () => {
      ran.push(`a at ${clock.monotonicMs()}`);
      clock.after(0, () => ran.push(`at once at ${clock.monotonicMs()}`));
    });
    clock.after(20, () => ran.push(`c at ${clock.monotonicMs()}`));
    clock.after(30, () => done.resolve(undefined));
    await clock.run(done.promise);
    expect(ran).toEqual(['a at 10', 'at once at 10', 'b at 20', 'c at 20']);
    expect(clock.nowMs()).toBe(AT_MS + 30);
  });

  it('lets an hour pass without waiting, however many promises are in between', async () => {
    const clock = new VirtualClock(AT_MS);
    const beganMs = performance.now();
    const hour = async (): Promise<number> => {
      for (let minute = 0; minute < 60; minute += 1) {
        await sleep(clock, 60_000);
        for (let depth = 0; depth < 20; depth += 1) await Promise.resolve();
      }
      return clock.monotonicMs();
    };
    expect(await clock.run(hour())).toBe(3_600_000);
    expect(performance.now() - beganMs).toBeLessThan(60_000);
  });

  it('does not run what was called off', async () => {
    const clock = new VirtualClock(AT_MS);
    const callOff = clock.after(10, () => {
      throw new Error('It was called off.');
    });
    callOff();
    await clock.run(sleep(clock, 20));
    expect(await clock.run(within(clock, 5, new Promise<never>(() => undefined), 'late'))).toBe('late');
    expect(clock.monotonicMs()).toBe(25);
  });

  it('has times of day that are ahead', () => {
    const clock = new VirtualClock(AT_MS);
    const ahead = clock.ahead(() => 90_000);
    expect([ahead.nowMs(), ahead.monotonicMs()]).toEqual([AT_MS + 90_000, 0]);
  });

  it('throws as the work does, and where nothing is left to happen', async () => {
    const clock = new VirtualClock(AT_MS);
    await expect(clock.run(Promise.reject(new Error('no')))).rejects.toThrow('no');
    await clock.run(sleep(clock, 7));
    await expect(clock.run(new Promise(() => undefined))).rejects.toThrow(
      'nothing is left to happen after 7 ms',
    );
  });
});
