import type { Answered } from '../ask.ts';

/** A fault of the function behind `/fallback`. */
export type Fault = 'hang' | 'crash' | 'throttle';

export interface Faults {
  /**
   * Applies the fault, waits until the API shows it, does the work, and undoes the fault in every case.
   * @param work called with the API's answer under the fault
   * @throws NotCheckedError, with the reason, if the fault cannot be applied; CommandError if it cannot be undone
   */
  during<T>(fault: Fault, work: (seen: Answered) => Promise<T>): Promise<T>;
}

/** A fault that is not applied yet. The undo is prepared first, because the answer to the change may be lost. */
export interface PreparedFault {
  readonly apply: () => Promise<void>;
  /** Whether AWS shows the fault. */
  readonly isApplied: () => Promise<boolean>;
  /** May also be called if the fault was never applied. Rejects if it is not certain that the fault is undone. */
  readonly undo: () => Promise<void>;
  /** How the fault ends, or the command that undoes it, if this process is killed. */
  readonly ifKilled: string;
}
