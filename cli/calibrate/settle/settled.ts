/** What is known of one rule or value after a run. */
export type Settled<T = unknown> =
  | {
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

export const NOT_REACHED = 'no call came to it';
export const NEEDS_DIRECT =
  'what is between the platform and the endpoints answers instead: it needs endpoints that the platform reaches directly (--direct)';
/** One run is no source: what no reading of Vonage's pages says is shown, and not believed. */
export const NO_READING =
  'no reading of Vonage’s pages says so, and one run is not enough to believe it: run it again, from another network';

export const times = (count: number): string => (count === 1 ? 'once' : `${String(count)} times`);
export const inMs = (ms: number): string => `${String(Math.round(ms))} ms`;
