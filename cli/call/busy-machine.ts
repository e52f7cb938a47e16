import type { ProcessWait } from '../../emulator/emulator-news.ts';
import type { Emulator } from '../../emulator/emulator.ts';
import { monotonicMs, watchCpuWaits } from '../../emulator/processes/cpu-waits.ts';

/** How busy this machine was. */
export interface BusyMachine {
  /** How much of that time the process that waited longest for a core lost, ms. Times are `performance.now()`. */
  readonly lostMs: (fromMs: number, toMs: number) => number;
  readonly stop: () => void;
}

/** @param onCpuWait of the emulator, where it was started here */
export function watchMachine(onCpuWait: Emulator['onCpuWait'] | undefined): BusyMachine {
  const waits: ProcessWait[] = [];
  const stops = [
    watchCpuWaits(({ fromMs, toMs, waitedMs }) => {
      const aheadMs = monotonicMs() - performance.now();
      waits.push({ process: 'drill', fromMs: fromMs - aheadMs, toMs: toMs - aheadMs, waitedMs });
    }),
    onCpuWait?.((wait) => waits.push(wait)),
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
