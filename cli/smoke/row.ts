import type { Answered } from './ask.ts';
import type { Fault } from './faults/faults.ts';
import type { Finding } from './finding.ts';
import type { Target } from './target.ts';

/** An assumption about AWS that only a deployment can confirm. Texts are for people. */
interface Assumption {
  readonly name: string;
  readonly assumed: string;
  /** The files that rely on it, and what for. */
  readonly reliedOnIn: string;
  readonly expected: string;
  /** What to do if it differs, and in which file. */
  readonly change: string;
}

/** Checked against the unchanged deployment. */
export interface PlainRow extends Assumption {
  readonly during?: never;
  /** @throws NotCheckedError, DiffersError */
  readonly check: (target: Target) => Promise<Finding>;
}

/** Checked while the function behind `/fallback` has a fault. */
export interface FaultRow extends Assumption {
  readonly during: Fault;
  /**
   * @param seen the API's answer under the fault
   * @throws NotCheckedError, DiffersError
   */
  readonly check: (target: Target, seen: Answered) => Promise<Finding>;
}

export type Row = PlainRow | FaultRow;
