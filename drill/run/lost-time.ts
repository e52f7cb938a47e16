import { ofType } from '../../contracts/call-history/records.ts';
import { originOf } from '../../contracts/call-history/served-by.ts';
import type { HistoryRecord, Part } from '../../contracts/history.ts';
import type { CpuWait } from '../../emulator/processes/cpu-waits.ts';
import type { ProcessWait } from '../../emulator/emulator-news.ts';
import type { EmulatorDescription } from '../../emulator/emulator.ts';

/** How much of a part of a call was lost to waits for a CPU core, ms. Times are the drill's `performance.now()`. */
export type LostTime = (call: string, fromMs: number, toMs: number) => number;

/** Origin of a URL → the processes behind it. */
export type PartsOf = Readonly<Record<string, readonly Part[]>>;

/** The origins of a deployment's URLs. */
export const partsOf = ({
  primary,
  secondary,
}: Pick<EmulatorDescription, 'primary' | 'secondary'>): PartsOf =>
  Object.fromEntries(
    (['primary', 'secondary'] as const).flatMap((role) => {
      const { answer, distribution } = { primary, secondary }[role];
      return [
        [originOf(answer), [role]],
        [originOf(distribution), ['edge', role, 'static']],
      ];
    }),
  );

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  /** The share of it that was lost, 0 to 1. */
  readonly share: number;
}

/**
 * Adds up, for one call, the time in which a process that the call needed waited for a CPU core. The drill itself is needed all
 * the time; the processes behind a request, and the environment that serves it, while the request lasts. A moment in which
 * several of them waited counts once.
 * @param parts origins that are missing here have all processes behind them
 */
export function lostTime(
  history: readonly HistoryRecord[],
  waits: readonly ProcessWait[],
  parts: PartsOf,
): LostTime {
  const urls = new Map(ofType(history, 'request').map(({ request, url }) => [request, url]));
  const outcomes = Map.groupBy(ofType(history, 'outcome'), ({ call }) => call);
  const waited = Map.groupBy(ofType(history, 'waited'), ({ call }) => call);
  const spansOf = (call: string, window: Pick<Span, 'fromMs' | 'toMs'>): readonly Span[] => {
    const near = waits.filter((wait) => wait.fromMs < window.toMs && wait.toMs > window.fromMs);
    const requests = (outcomes.get(call) ?? []).map(({ request, atMs, tookMs }) => ({
      fromMs: atMs - tookMs,
      toMs: atMs,
      behind: parts[originOf(urls.get(request) ?? '')],
    }));
    const onTheWay = requests.flatMap(({ fromMs, toMs, behind }) =>
      near
        .filter(({ process }) => process !== 'drill' && behind?.includes(process) !== false)
        .map((wait) => clip(spanOf(wait), { fromMs, toMs })),
    );
    return [
      ...near.filter(({ process }) => process === 'drill').map(spanOf),
      ...onTheWay,
      ...(waited.get(call) ?? []).map(spanOf),
    ];
  };
  return (call, fromMs, toMs) => {
    const window = { fromMs, toMs };
    return sum(spansOf(call, window).map((span) => clip(span, window)));
  };
}

const spanOf = ({ fromMs, toMs, waitedMs }: CpuWait): Span => ({
  fromMs,
  toMs,
  share: toMs > fromMs ? Math.min(1, waitedMs / (toMs - fromMs)) : 0,
});

const clip = ({ fromMs, toMs, share }: Span, window: Pick<Span, 'fromMs' | 'toMs'>): Span => ({
  fromMs: Math.max(fromMs, window.fromMs),
  toMs: Math.min(toMs, window.toMs),
  share,
});

/** Adds up the shares; where spans overlap, at most the whole moment. */
function sum(spans: readonly Span[]): number {
  const edges = spans
    .filter(({ fromMs, toMs }) => toMs > fromMs)
    .flatMap(({ fromMs, toMs, share }) => [
      { atMs: fromMs, share },
      { atMs: toMs, share: -share },
    ])
    .toSorted((a, b) => a.atMs - b.atMs);
  let lostMs = 0;
  let share = 0;
  let sinceMs = edges[0]?.atMs ?? 0;
  for (const edge of edges) {
    lostMs += Math.min(1, share) * (edge.atMs - sinceMs);
    share += edge.share;
    sinceMs = edge.atMs;
  }
  return lostMs;
}
