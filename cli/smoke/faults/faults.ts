import type { Answered } from '../ask.ts';

/** What is wrong with the function behind `/fallback`. */
export type Fault = 'hang' | 'crash' | 'throttle';

export interface Faults {
  /**
   * Applies the fault, waits until the API shows it, does the work, and undoes the fault, whatever happens.
   * @param work is told what the API has answered under the fault
   * @throws NotCheckedError where the fault cannot be applied, with why
   */
  during<T>(fault: Fault, work: (seen: Answered) => Promise<T>): Promise<T>;
}
