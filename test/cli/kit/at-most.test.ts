import { setTimeout as after } from 'node:timers/promises';
import { atMost } from '../../../cli/kit/at-most.ts';

describe('atMost', () => {
  it('runs so many at once, in their order, and each in its turn', async () => {
    const inTurn = atMost(3);
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    const results = await Promise.all(
      [5, 1, 3, 1, 1, 2, 1].map((ms, index) =>
        inTurn(async () => {
          begun.push(index);
          most = Math.max(most, (running += 1));
          await after(ms);
          running -= 1;
          return index;
        }),
      ),
    );
    expect(results).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(most).toBe(3);
  });

  it('goes on after work that fails', async () => {
    const inTurn = atMost(1);
    const failed = inTurn(() => Promise.reject(new Error('no')));
    const second = inTurn(() => Promise.resolve(2));
    await expect(failed).rejects.toThrow('no');
    expect(await second).toBe(2);
    expect(await inTurn(() => Promise.resolve(3))).toBe(3);
  });
});
