import type { Answered } from '../ask.ts';

/** What is wrong with the function behind `/fallback`. */
export type Fault = 'hang' | 'crash' | 'throttle';

export interface Faults {
  /**
   * Applies the fault, waits until the API shows it, does the work, and undoes the fault, whatever happens.
   * @param work is given what the API has answered under the fault
   * @throws NotCheckedError where the fault cannot be applied, with why; CommandError where it is not undone
   */
  during<T>(fault: Fault, work: (seen: Answered) => Promise<T>): Promise<T>;
}

/** A fault before it is caused: how it is undone is known first, because the answer to the change may be lost. */
export interface PreparedFault {
  readonly apply: () => Promise<void>;
  /** Whether it is seen at AWS. */
  readonly isApplied: () => Promise<boolean>;
  /** Also where it was never applied. Rejects where it is not known to be undone. */
  readonly undo: () => Promise<void>;
  /** What becomes of it, or what undoes it, should this process be killed. */
  readonly ifKilled: string;
}
