import { lookUntil } from '../../../cli/kit/look-until.ts';

const looking = (...seen: readonly number[]) => {
  const pauses: number[] = [];
  let looks = 0;
  return {
    pauses,
    result: lookUntil(
      () => Promise.resolve(seen[looks++]),
      (each) => each === 3,
      {
        times: 3,
        everyMs: 50,
        pause: (ms) => {
          pauses.push(ms);
          return Promise.resolve();
        },
      },
    ),
  };
};

describe('lookUntil', () => {
  it.each([
    ['at once', [3], 0],
    ['at the last look', [1, 2, 3], 2],
  ])('ends with what it looks for: %s', async (_case, seen, paused) => {
    const { result, pauses } = looking(...seen);
    expect(await result).toBe(3);
    expect(pauses).toEqual(Array(paused).fill(50));
  });

  it('ends with what was seen last where it never is so, and does not wait after that', async () => {
    const { result, pauses } = looking(1, 2, 4, 3);
    expect(await result).toBe(4);
    expect(pauses).toEqual([50, 50]);
  });

  it('ends when a look or a pause fails', async () => {
    const failing = () => Promise.reject(new Error('interrupted'));
    const rest = { times: 2, everyMs: 1 };
    await expect(lookUntil(failing, () => false, { ...rest, pause: async () => {} })).rejects.toThrow(
      'interrupted',
    );
    await expect(
      lookUntil(
        async () => 1,
        () => false,
        { ...rest, pause: failing },
      ),
    ).rejects.toThrow('interrupted');
  });
});
