import { MIN_REFRESH_GAP_MS } from '../../contracts/secret-refresh.ts';
import type { RegionRole } from '../../emulator/emulator.ts';
import type { Fault } from './fault.ts';

const ROLES: readonly RegionRole[] = ['primary', 'secondary'];

/** Not a fault: counts how often functions read their secret, and records it as `secret-reads`. */
export const secretStoresAreWatched: Fault = {
  name: 'the secret stores are watched',
  apply: async (emulator, _outside, write) => {
    const sinceMs = performance.now();
    const before = await Promise.all(ROLES.map((role) => emulator.secretReads(role)));
    let written: Promise<void> | undefined;
    const writeReads = async (): Promise<void> => {
      for (const [index, role] of ROLES.entries()) {
        const { reads, started } = await emulator.secretReads(role);
        const was = before[index] ?? { reads: 0, started: 0, ended: 0 };
        const nowMs = performance.now();
        write({
          atMs: nowMs,
          call: '',
          type: 'secret-reads',
          region: `the ${role}`,
          reads: reads - was.reads,
          environments: started - was.ended,
          tookMs: nowMs - sinceMs,
          gapMs: MIN_REFRESH_GAP_MS,
        });
      }
    };
    return () => (written ??= writeReads());
  },
};
