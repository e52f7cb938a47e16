import type { AssemblyStack } from '../../stacks/assembly.ts';

/** What became of one stack in this run; filled in as it goes. */
export interface StackOutcome {
  readonly stack: AssemblyStack;
  /** `deploying`: begun, and not known to be up. `deployed`: up, and not (or not well) probed. */
  state: 'untouched' | 'deploying' | 'deployed' | 'probed';
  /** Resources that were found, of how many. */
  found: number;
  /** Said to be created, and not there. */
  missing: readonly string[];
  notLookedUp: readonly string[];
  /** What an endpoint kept from being proven. */
  readonly unproven: string[];
}

export const untouched = (stack: AssemblyStack): StackOutcome => ({
  stack,
  state: 'untouched',
  found: 0,
  missing: [],
  notLookedUp: [],
  unproven: [],
});
