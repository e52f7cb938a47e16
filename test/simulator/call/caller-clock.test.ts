import { systemClock } from '../../../contracts/clock.ts';
import { jest } from '@jest/globals';
import { CALLER_TIMEOUT_MS, CallerClock } from '../../../simulator/call/caller-clock.ts';

describe('the caller', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const start = () => {
    const hungUp: string[] = [];
    return { clock: new CallerClock({ talksForMs: 1000 }, systemClock, (why) => hungUp.push(why)), hungUp };
  };

  it('hangs up after talking as long as planned', () => {
    const { clock, hungUp } = start();
    jest.advanceTimersByTime(5000);
    clock.joined();
    jest.advanceTimersByTime(999);
    expect(hungUp).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(hungUp).toEqual(['said goodbye']);
  });

  it('does not count time without a bot or a person', () => {
    const { clock, hungUp } = start();
    const gone = clock.joined();
    jest.advanceTimersByTime(600);
    gone();
    gone();
    jest.advanceTimersByTime(10_000);
    clock.joined();
    jest.advanceTimersByTime(399);
    expect(hungUp).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(hungUp).toEqual(['said goodbye']);
  });

  it('hangs up when neither a bot nor a person joins', () => {
    const { hungUp } = start();
    jest.advanceTimersByTime(CALLER_TIMEOUT_MS);
    expect(hungUp).toEqual(['gave up waiting']);
  });

  it('leaves no timer behind when the call is over, whatever happens then', () => {
    const { clock } = start();
    const gone = clock.joined();
    clock.stop();
    gone();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('stays at least until it may go: talking before that does not count', async () => {
    const hungUp: string[] = [];
    let mayGo = (): void => undefined;
    const staysUntil = new Promise<void>((resolve) => (mayGo = resolve));
    const clock = new CallerClock({ talksForMs: 1000, staysUntil }, systemClock, (why) => hungUp.push(why));
    clock.joined();
    jest.advanceTimersByTime(60_000);
    expect(hungUp).toEqual([]);
    mayGo();
    await staysUntil;
    jest.advanceTimersByTime(999);
    expect(hungUp).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(hungUp).toEqual(['said goodbye']);
  });

  it('gives up waiting also while it should stay', () => {
    const hungUp: string[] = [];
    const clock = new CallerClock(
      { talksForMs: 1000, staysUntil: new Promise<void>(() => undefined) },
      systemClock,
      (why) => hungUp.push(why),
    );
    const gone = clock.joined();
    jest.advanceTimersByTime(CALLER_TIMEOUT_MS);
    gone();
    jest.advanceTimersByTime(CALLER_TIMEOUT_MS - 1);
    expect(hungUp).toEqual([]);
    jest.advanceTimersByTime(1);
    expect(hungUp).toEqual(['gave up waiting']);
  });
});
