import type { Own } from './declare-own.ts';

export interface LookUpOptions<Otherwise> {
  /** So long the caller waits at most, ms; less where less is left of the handler's deadline. */
  readonly budgetMs: number;
  /** What is known without it: a call flow must be able to go on with this. */
  readonly otherwise: Otherwise;
  /** In the log line. */
  readonly name?: string;
}

/**
 * What `ask` finds, if it finds it in time; else `otherwise`. Never rejects. The signal aborts when the time is over. All of the
 * work belongs into `ask`: also what reads the body of a response.
 */
export type LookUp = <Found, Otherwise>(
  options: LookUpOptions<Otherwise>,
  ask: (signal: AbortSignal) => Found | Promise<Found>,
) => Promise<Found | Otherwise>;

/** What a call flow can wait for besides its own code. */
export interface Reach {
  readonly lookUp: LookUp;
  /** @param name in the call flow's own declaration */
  readonly secret: (own: Own, name: string) => Promise<string>;
}

/** In place of a secret where none is read. */
export const STANDS_IN = 'stands-in-for-a-secret';

/**
 * Of our own checks, which are no calls, and of the walk at synth: what a call flow does without its look-ups is what they check,
 * and no database is asked. No secret is read: a text stands in for each.
 */
export const REACHES_NOTHING: Reach = {
  lookUp: ({ otherwise }) => Promise.resolve(otherwise),
  secret: () => Promise.resolve(STANDS_IN),
};
