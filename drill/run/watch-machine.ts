import { ofType } from '../../contracts/call-history/records.ts';
import type { HistoryRecord } from '../../contracts/history.ts';
import type { Served } from '../../emulator/lambda/invocation-meter.ts';
import { monotonicMs, watchCpuWaits } from '../../emulator/processes/cpu-waits.ts';
import type { ProcessWait } from '../../emulator/emulator-news.ts';
import type { Emulator } from '../../emulator/emulator.ts';

type Watched = Pick<Emulator, 'onCpuWait' | 'onServed' | 'viewerOf' | 'settled'>;

/** How long processes waited for a CPU core since the watch began. */
export interface MachineWatch {
  /** Of every process of the run, including this one (`drill`); unordered. */
  readonly waits: readonly ProcessWait[];
  /** Waits until all waits are known. Safe to call twice. */
  stop(): Promise<void>;
  /** How long the requests of a history were delayed inside the local system. */
  waitedRecords(history: readonly HistoryRecord[]): readonly HistoryRecord[];
}

/** Watches how long this process and those of the local system wait for a CPU core. */
export function watchMachine(emulator: Watched): MachineWatch {
  const waits: ProcessWait[] = [];
  const served: Served[] = [];
  const stops = [
    emulator.onCpuWait((wait) => waits.push(wait)),
    emulator.onServed((each) => served.push(each)),
    watchCpuWaits(({ fromMs, toMs, waitedMs }) => {
      const aheadMs = monotonicMs() - performance.now();
      waits.push({ process: 'drill', fromMs: fromMs - aheadMs, toMs: toMs - aheadMs, waitedMs });
    }),
  ];
  return {
    waits,
    async stop() {
      await emulator.settled();
      for (const stop of stops) stop();
    },
    waitedRecords: (history) => {
      const byClient = Map.groupBy(served, ({ client }) => emulator.viewerOf(client));
      return ofType(history, 'outcome').flatMap(({ call, request, client, atMs, tookMs }) =>
        (byClient.get(client ?? '') ?? [])
          // Ports are reused by later requests.
          .filter(({ fromMs, toMs }) => fromMs < atMs && toMs > atMs - tookMs)
          .map(({ fromMs, toMs, waitedMs, heldMs, isCold, isThrottledByWaits }) => ({
            atMs,
            call,
            type: 'waited' as const,
            request,
            fromMs,
            // A wait after the client's end delayed nothing.
            toMs: Math.min(toMs, Math.max(atMs, fromMs)),
            waitedMs,
            heldMs,
            isCold,
            isThrottledByWaits,
          })),
      );
    },
  };
}
