import type { Counted } from './when-it-rings.ts';

export interface Case {
  readonly what: string;
  readonly counted: Counted;
  readonly before?: Readonly<Record<string, number>>;
  readonly refusesAddresses?: boolean;
  /** The first period at whose end it rings; undefined: it stays quiet. */
  readonly ringsAt: number | undefined;
}

/** Stays quiet. */
export const QUIET = undefined;

export const often = <T>(times: number, value: T): readonly T[] => Array.from({ length: times }, () => value);
