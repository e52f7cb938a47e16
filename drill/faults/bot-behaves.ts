import type { BotBehavior } from '../bot/behavior.ts';
import type { RegionRole } from '../../emulator/world.ts';
import type { Fault } from './fault.ts';
import type { Outside } from './outside.ts';

/** The region's bot treats new connections so, until it is undone. */
export const botBehaves = (role: RegionRole, behavior: BotBehavior): Fault => ({
  name: `the bot of the ${role}: ${behavior.kind}`,
  apply: (_world, outside) => Promise.resolve(behaving(outside, role, behavior)),
});

/** The same, at once; returns how it is undone. */
export function behaving({ bots }: Outside, role: RegionRole, behavior: BotBehavior): () => Promise<void> {
  const before = bots[role].behave(behavior);
  return () => {
    bots[role].behave(before);
    return Promise.resolve();
  };
}
