import type { Write } from '../../contracts/history.ts';
import type { RegionRole, Undo, World } from '../../emulator/world.ts';
import type { Outside } from './outside.ts';
import type { PlainEffect } from './plain-effect.ts';

/** One thing that breaks, as a small named value. */
export interface Fault {
  readonly name: string;
  /** @param write for what only the fault itself can tell: who was sent what, and what came of it */
  readonly apply: (world: World, outside: Outside, write: Write) => Promise<Undo>;
  /** It ends warm environments, so it comes before the warming. Other faults come after it. */
  readonly recycles?: true;
  /** The region that no longer answers in time: timeouts there are the fault's, not the machine's. */
  readonly unreachable?: RegionRole;
  /** The region that refuses genuine callbacks: what it is told is not kept. */
  readonly deaf?: RegionRole;
  /** What it would do to a plain set-up; nothing where it is left out. */
  readonly plain?: PlainEffect;
}

/** For a fault that leaves nothing to undo. */
export const nothingToUndo: Undo = () => Promise.resolve();
