import type { Write } from '../../contracts/history.ts';
import type { RegionRole, Undo, Emulator } from '../../emulator/emulator.ts';
import type { FlowName } from '../call-flows/flow-builds.ts';
import type { Outside } from './outside.ts';
import type { PlainEffect } from './plain-effect.ts';

/** One thing that breaks, as a small named value. */
export interface Fault {
  readonly name: string;
  /** @param write takes records that only the fault can write, such as the results of its own requests */
  readonly apply: (emulator: Emulator, outside: Outside, write: Write) => Promise<Undo>;
  /** It ends warm environments, so it is applied before the warming; other faults are applied after it. */
  readonly recycles?: true;
  /** The region that no longer answers in time: timeouts there come from the fault, not from a busy machine. */
  readonly unreachable?: RegionRole;
  /** The region that rejects genuine callbacks and so does not journal their events. */
  readonly rejectsCallbacks?: RegionRole;
  /** A call flow that it runs in the place of the deployed one, so that it can be built in advance. */
  readonly flow?: FlowName;
  /** It changes how a bot behaves: a scenario with it is left out where there is no bot. */
  readonly ofBot?: true;
  /** Vonage signs with another secret from then on. */
  readonly changesVonagesSecret?: true;
  /** It is of the application behind the guard: a scenario with it needs one. */
  readonly ofApplication?: true;
  /** Its effect on a plain set-up; none if left out. */
  readonly plain?: PlainEffect;
}

/** For a fault that leaves nothing to undo. */
export const nothingToUndo: Undo = () => Promise.resolve();
