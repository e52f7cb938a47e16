import type { Answered } from './ask.ts';
import type { Fault } from './faults/faults.ts';
import type { Finding } from './finding.ts';
import type { Target } from './target.ts';

/** An assumption about AWS that nothing but a deployment can tell. Texts are for people. */
interface Assumption {
  readonly name: string;
  readonly assumed: string;
  /** Who relies on it. */
  readonly reliedOnIn: string;
  readonly expected: string;
  /** What to do if it differs, and in which file. */
  readonly change: string;
}

/** Asked of the deployment as it is. */
export interface PlainRow extends Assumption {
  readonly during?: never;
  /** @throws NotCheckedError, DiffersError */
  readonly check: (target: Target) => Promise<Finding>;
}

/** Asked while something is wrong with the function behind `/fallback`. */
export interface FaultRow extends Assumption {
  readonly during: Fault;
  /**
   * @param seen what the API has answered under the fault
   * @throws NotCheckedError, DiffersError
   */
  readonly check: (target: Target, seen: Answered) => Promise<Finding>;
}

export type Row = PlainRow | FaultRow;
