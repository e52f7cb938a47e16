import type { Emulator } from '../../emulator/emulator.ts';
import { monotonicMs, watchCpuWaits } from '../../emulator/processes/cpu-waits.ts';
import type { CpuWait } from '../../emulator/processes/cpu-waits.ts';

/** How busy this machine was. */
export interface BusyMachine {
  /** How much of that time the process that waited longest for a core lost, ms. Times are `performance.now()`. */
  readonly lostMs: (fromMs: number, toMs: number) => number;
  readonly stop: () => void;
}

/** @param emulator undefined: it was not started here */
export function watchMachine(emulator: Pick<Emulator, 'onCpuWait' | 'onServed'> | undefined): BusyMachine {
  const waits: (CpuWait & { readonly process: string })[] = [];
  const stops = [
    watchCpuWaits(({ fromMs, toMs, waitedMs }) => {
      const aheadMs = monotonicMs() - performance.now();
      waits.push({ process: 'drill', fromMs: fromMs - aheadMs, toMs: toMs - aheadMs, waitedMs });
    }),
    emulator?.onCpuWait((wait) => waits.push(wait)),
    // What the environment that served it has waited.
    emulator?.onServed(({ client, ...served }) => waits.push({ process: client, ...served })),
  ];
  return {
    lostMs: (fromMs, toMs) => {
      const within = waits.filter((wait) => wait.fromMs < toMs && wait.toMs > fromMs);
      const sums = [...Map.groupBy(within, ({ process }) => process).values()].map((ofOne) =>
        ofOne.reduce((sum, wait) => sum + wait.waitedMs, 0),
      );
      return Math.max(0, ...sums);
    },
    stop: () => stops.forEach((stop) => stop?.()),
  };
}
