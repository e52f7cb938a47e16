import { systemClock } from '../../contracts/clock.ts';
import { jest } from '@jest/globals';
import { startDeadline } from '../../functions/deadline.ts';
import { never } from './support/runtime.ts';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const after = <T>(ms: number, value: T): Promise<T> =>
  new Promise((resolve) => setTimeout(() => resolve(value), ms));

describe('a deadline', () => {
  it('gives the result of work that comes in time', async () => {
    const result = startDeadline(100, systemClock).race(after(99, 'done'));
    await jest.advanceTimersByTimeAsync(99);
    expect(await result).toEqual({ inTime: true, value: 'done' });
  });

  it('is late for work that takes longer, and not before', async () => {
    const seen = jest.fn();
    void startDeadline(100, systemClock).race(never()).then(seen);
    await jest.advanceTimersByTimeAsync(99);
    expect(seen).not.toHaveBeenCalled();
    await jest.advanceTimersByTimeAsync(1);
    expect(seen).toHaveBeenCalledWith({ inTime: false });
  });

  it('counts from its start, not from each piece of work', async () => {
    const deadline = startDeadline(100, systemClock);
    await jest.advanceTimersByTimeAsync(80);
    const result = deadline.race(after(30, 'late'));
    await jest.advanceTimersByTimeAsync(30);
    expect(await result).toEqual({ inTime: false });
  });

  it('passes a rejection on', async () => {
    await expect(startDeadline(100, systemClock).race(Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  it('keeps nothing running once stopped', () => {
    startDeadline(100, systemClock).stop();
    expect(jest.getTimerCount()).toBe(0);
  });
});
