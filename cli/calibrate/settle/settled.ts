/** What is known of one rule or value after a run. */
export type Settled<T = unknown> =
  | {
      /** It was seen, and a reading of Vonage's pages says the same. */
      readonly certainty: 'measured';
      readonly value: T;
      /** What was seen, in a sentence. */
      readonly observed: string;
    }
  | {
      readonly certainty: 'unknown';
      readonly why: string;
      /** What was seen, where something was. */
      readonly observed?: string;
      /** What it was then, against every reading: one run is no source, but better than what it contradicts. */
      readonly seen?: T;
    };

export const measured = <T>(value: T, observed: string): Settled<T> => ({
  certainty: 'measured',
  value,
  observed,
});

export const unknown = (why: string, observed?: string): Settled<never> => ({
  certainty: 'unknown',
  why,
  ...(observed === undefined ? {} : { observed }),
});

/** Seen, against every reading. */
export const unlike = <T>(seen: T, observed: string): Settled<T> => ({
  certainty: 'unknown',
  why: 'no reading of Vonage’s pages says so, and one run is no source: run it again, from another network',
  observed,
  seen,
});

/** What every reading says: it was seen to be so, or not. */
export const holds = (isSo: boolean, observed: string): Settled<boolean> =>
  isSo ? measured(true, observed) : unlike(false, observed);

/** What was seen to be, whether a reading says so or not; undefined: nothing was. */
export const valueSeen = <T>(settled: Settled<T>): T | undefined =>
  settled.certainty === 'measured' ? settled.value : settled.seen;

export const NOT_REACHED = 'no call came to it';
export const NEEDS_DIRECT =
  'what is between the platform and the endpoints answers instead: it needs endpoints that the platform reaches directly (--direct)';

export const times = (count: number): string => (count === 1 ? 'once' : `${String(count)} times`);
export const inMs = (ms: number): string => `${String(Math.round(ms))} ms`;
