import { jest } from '@jest/globals';
import { Ticker } from '../../../simulator/legs/ticker.ts';

describe('the ticker', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('calls each listener every 20 ms, and none that was removed', () => {
    const ticker = new Ticker();
    const counts = { a: 0, b: 0 };
    const stopA = ticker.add(() => (counts.a += 1));
    const stopB = ticker.add(() => (counts.b += 1));
    jest.advanceTimersByTime(1000);
    expect(counts).toEqual({ a: 50, b: 50 });
    stopA();
    jest.advanceTimersByTime(1000);
    expect(counts).toEqual({ a: 50, b: 100 });
    stopB();
  });

  it('runs no timer without listeners, and starts again', () => {
    const ticker = new Ticker();
    let count = 0;
    ticker.add(() => (count += 1))();
    expect(jest.getTimerCount()).toBe(0);
    const stop = ticker.add(() => (count += 1));
    jest.advanceTimersByTime(100);
    expect(count).toBe(5);
    stop();
  });

  it('makes up for a short stall and not for a long one', () => {
    const ticker = new Ticker();
    let count = 0;
    const stop = ticker.add(() => (count += 1));
    // The event loop is busy for a second: its timer fires once afterwards.
    const now = performance.now();
    const spy = jest.spyOn(performance, 'now').mockReturnValue(now + 1000);
    jest.advanceTimersToNextTimer();
    expect(count).toBe(11);
    spy.mockRestore();
    stop();
  });
});
