import { streamsOf } from '../../simulation/streams.ts';

const first = (seed: number, call: number, name = 'the schedule'): number =>
  streamsOf(seed, call)(name).next();

describe('streams', () => {
  it('are repeated by the same seed, call and name, and by no others', () => {
    expect(first(7, 734_211)).toBe(first(7, 734_211));
    const others = [first(8, 734_211), first(7, 734_212), first(7, 734_211, 'another'), first(77, 34_211)];
    expect(others).not.toContain(first(7, 734_211));
  });

  it('of 200,000 calls are all different: with 32 bits, some of so many would be the same', () => {
    const seen = new Set<number>();
    for (let call = 0; call < 200_000; call += 1) seen.add(first(7, call));
    expect(seen.size).toBe(200_000);
  }, 60_000);

  it('of calls in a row, and of seeds in a row, begin evenly', () => {
    for (const draw of [(n: number) => first(1, n), (n: number) => first(n, 1)]) {
      const tenths = Array.from({ length: 10 }, () => 0);
      for (let n = 0; n < 10_000; n += 1) {
        const tenth = Math.floor(draw(n) * 10);
        tenths[tenth] = (tenths[tenth] ?? 0) + 1;
      }
      for (const count of tenths) expect(Math.abs(count - 1000)).toBeLessThan(120);
    }
  });

  it('can begin with seeds that need more than 32 bits', () => {
    expect(first(2 ** 32 + 7, 0)).not.toBe(first(7, 0));
  });
});
