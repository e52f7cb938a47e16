import type { LegBehavior } from '../../simulator/platform.ts';
import type { Fault } from './fault.ts';

/** Whoever is rung up does this. */
export const personBehaves = (behavior: LegBehavior): Fault => ({
  name: `the person: ${behavior}`,
  apply: (_world, outside) => {
    const before = outside.personBehaves(behavior);
    return Promise.resolve(() => {
      outside.personBehaves(before);
      return Promise.resolve();
    });
  },
});
