import { AS_ASSUMED } from './assumed.ts';
import { brokenAssumptionNamed } from './broken-assumptions.ts';
import type { EdgeCalls } from './processes/edge-process.ts';
import type { RegionCalls } from './processes/region-process.ts';
import type { StaticCalls } from './processes/static-process.ts';
import type { EmulatorProcess } from './processes/emulator-process.ts';
import type { Emulator } from './emulator.ts';

/** The processes that receive the assumptions; each reads its own part. */
type Assuming = Pick<EmulatorProcess<RegionCalls | StaticCalls | EdgeCalls>, 'call'>;

/** Breaks an assumption about AWS; after the emulator has stopped, undoing it has no effect. */
export const breakAssumption =
  (processes: readonly Assuming[], hasStopped: () => boolean): Emulator['breakAssumption'] =>
  async (name) => {
    const { assumed } = brokenAssumptionNamed(name);
    await Promise.all(processes.map((each) => each.call('assume', assumed)));
    return async () => {
      if (!hasStopped()) await Promise.all(processes.map((each) => each.call('assume', AS_ASSUMED)));
    };
  };
