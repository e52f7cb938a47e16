import { createRandom } from '../../contracts/random.ts';

const draw = (seed: number, name: string) => {
  const random = createRandom(seed, name);
  return [random.next(), random.pick(['a', 'b', 'c']), random.hex(8), random.uuid()];
};

describe('random', () => {
  it('repeats itself for the same seed and name', () => {
    expect(draw(7, 'call-1')).toEqual(draw(7, 'call-1'));
  });

  it.each([
    ['another seed', 8, 'call-1'],
    ['another name', 7, 'call-2'],
  ])('differs for %s', (_case, seed, name) => {
    expect(draw(seed, name)).not.toEqual(draw(7, 'call-1'));
  });

  it('picks every value about equally often', () => {
    const random = createRandom(1, 'fairness');
    const counts = { a: 0, b: 0, c: 0 };
    for (let i = 0; i < 3000; i += 1) counts[random.pick(['a', 'b', 'c'] as const)] += 1;
    for (const count of Object.values(counts)) expect(Math.abs(count - 1000)).toBeLessThan(150);
  });

  it('makes version 4 uuids', () => {
    expect(createRandom(1, 'ids').uuid()).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
  });
});
