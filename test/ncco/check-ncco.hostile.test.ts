import * as fc from 'fast-check';
import { checkNcco, errorsOf, isServable } from '../../ncco/check-ncco.ts';
import { fixtures } from './fixtures.ts';

const ACTIONS = [
  'talk',
  'stream',
  'record',
  'conversation',
  'connect',
  'input',
  'notify',
  'wait',
  'transfer',
  'pay',
];
const SEED = { seed: 20261123 };

const expectRefused = (value: unknown): void => {
  expect(errorsOf(checkNcco(value)).map(({ path }) => path)).toContain('$');
  expect(isServable(value)).toBe(false);
};

const circular: unknown[] = [{ action: 'talk', text: 'a' }];
circular.push(circular);

const deep = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

const revoked = (): unknown => {
  const { proxy, revoke } = Proxy.revocable([], {});
  revoke();
  return proxy;
};

const throwing = (thrown: unknown): unknown =>
  Object.defineProperty({ action: 'talk' }, 'text', {
    enumerable: true,
    get: () => {
      throw thrown;
    },
  });

describe('a value that cannot be sent is refused, and nothing is thrown', () => {
  it.each([
    ['nothing', undefined],
    ['a function', () => []],
    ['a symbol', Symbol('ncco')],
    ['a BigInt inside', [{ action: 'talk', text: 1n }]],
    ['a circle', circular],
    ['a getter that throws', [throwing(new Error('no'))]],
    ['a getter that throws nothing', [throwing(undefined)]],
    ['a getter that throws an error without a readable message', [throwing(revoked())]],
    ['toJSON that throws', [{ toJSON: () => JSON.parse('{') as unknown }]],
    ['a revoked proxy', revoked()],
    ['more depth than the stack', [{ action: 'notify', payload: deep(100_000) }]],
  ])('%s', (_, value) => {
    expectRefused(value);
  });
});

describe('a huge NCCO', () => {
  it('of right actions is taken', () => {
    expect(checkNcco(Array.from({ length: 20_000 }, () => ({ action: 'talk', text: 'a' })))).toEqual([]);
  });

  it('of wrong ones gives a bounded number of problems, errors among them even after many warnings', () => {
    const warned = Array.from({ length: 5000 }, () => ({ action: 'talk', text: '' }));
    const wrong = Array.from({ length: 5000 }, () => ({ action: 'play' }));
    const problems = checkNcco([...warned, ...wrong]);

    expect(problems).toHaveLength(200);
    expect(errorsOf(problems)).toHaveLength(100);
  });
});

describe('for any value', () => {
  const anything = fc.anything({
    withBigInt: true,
    withDate: true,
    withMap: true,
    withNullPrototype: true,
    withObjectString: true,
    withSparseArray: true,
    withTypedArray: true,
  });

  it('the answer is a list of problems that say something', () => {
    fc.assert(
      fc.property(fc.oneof(anything, fc.array(anything)), (value) => {
        for (const problem of checkNcco(value)) {
          expect(problem.path).toMatch(/^\$/);
          expect(problem.expected).not.toBe('');
          expect(problem.found).not.toBe('');
        }
      }),
      SEED,
    );
  });

  it('an action of another name is never accepted', () => {
    const name = fc.oneof(
      fc.string(),
      fc.constantFrom(...ACTIONS).map((known) => known.toUpperCase()),
      fc.constantFrom('constructor', '__proto__', 'toString', 'hasOwnProperty', ' talk', 'talk ', ''),
      anything,
    );
    const options = fc.dictionary(fc.string(), fc.jsonValue());
    fc.assert(
      fc.property(name, options, (action, others) => {
        fc.pre(!ACTIONS.includes(action as string));
        expect(isServable([{ ...others, action }])).toBe(false);
      }),
      SEED,
    );
  });

  it('a good NCCO with one value replaced is judged without throwing, and never by the last resort', () => {
    const good = fixtures('good');
    fc.assert(
      fc.property(fc.nat(), fc.nat(), fc.jsonValue(), (which, where, replacement) => {
        const ncco = replaceOne(good[which % good.length]?.ncco, where, replacement);
        const lastResort = checkNcco(ncco).filter(
          ({ expected }) => expected === 'a value that can be sent as JSON',
        );
        expect(lastResort).toEqual([]);
      }),
      { ...SEED, numRuns: 2000 },
    );
  });
});

/** A copy of `json` in which the `where`-th value (modulo how many there are) is another. */
function replaceOne(json: unknown, where: number, replacement: unknown): unknown {
  const count = (node: unknown): number =>
    1 +
    (typeof node === 'object' && node !== null ? Object.values(node) : []).reduce<number>(
      (sum, each) => sum + count(each),
      0,
    );
  let left = where % count(json);
  return JSON.parse(JSON.stringify(json), function (this: unknown, _key, value: unknown) {
    return left-- === 0 ? replacement : value;
  }) as unknown;
}
