/** Repeatable random choices. */
export interface Random {
  /** 0 ≤ x < 1. */
  next(): number;
  pick<T>(values: readonly [T, ...T[]]): T;
  hex(digits: number): string;
  uuid(): string;
}

/** FNV-1a, 32 bits: the same name under the same seed always starts the same stream. */
function seedOf(seed: number, name: string): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let i = 0; i < name.length; i += 1) {
    hash = Math.imul(hash ^ name.charCodeAt(i), 0x01000193);
  }
  return hash >>> 0;
}

/** One stream for each seed and name. */
export function createRandom(seed: number, name: string): Random {
  let state = seedOf(seed, name);
  // mulberry32: small, fast, and even enough to choose among a handful.
  return randomFrom(() => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  });
}

/** The choices of a stream of numbers. @param next 0 ≤ x < 1 */
export function randomFrom(next: () => number): Random {
  const hex = (digits: number): string => {
    let text = '';
    while (text.length < digits) text += Math.floor(next() * 16).toString(16);
    return text;
  };
  return {
    next,
    pick: (values) => values[Math.floor(next() * values.length)] ?? values[0],
    hex,
    uuid: () => {
      const variant = '89ab'.charAt(Math.floor(next() * 4));
      return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`;
    },
  };
}
