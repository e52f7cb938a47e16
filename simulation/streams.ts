import { hash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';
import { type Random, randomFrom } from '../contracts/random.ts';

/** All that is random in one call: a stream for each name, which depends on no other stream. */
export type Streams = (name: string) => Random;

/** Of any seeds and calls no two streams are the same: the 128 bits that one begins with are a hash of all three. */
export const streamsOf =
  (seed: number, call: number): Streams =>
  (name) => {
    const state = hash('sha256', `${seed}/${call}/${name}`, 'buffer');
    const generator = xoroshiro128plusFromState([0, 4, 8, 12].map((at) => state.readInt32LE(at)));
    return randomFrom(() => uniformFloat64(generator));
  };
