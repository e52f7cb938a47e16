import { ofType } from '../checkers/call-records.ts';
import { originOf } from '../checkers/served-by.ts';
import type { HistoryRecord, Part } from '../../contracts/history.ts';
import type { CpuWait } from '../../emulator/processes/cpu-waits.ts';
import type { ProcessWait } from '../../emulator/world-news.ts';
import type { WorldDescription } from '../../emulator/world.ts';

/** How much of a stretch of a call's time was lost to the machine, ms. Times are the drill's `performance.now()`. */
export type LostTime = (call: string, fromMs: number, toMs: number) => number;

/** Origin of a URL → the processes behind it. */
export type PartsOf = Readonly<Record<string, readonly Part[]>>;

/** Those of a deployment's own URLs. */
export const partsOf = ({ primary, secondary }: Pick<WorldDescription, 'primary' | 'secondary'>): PartsOf =>
  Object.fromEntries(
    (['primary', 'secondary'] as const).flatMap((role) => {
      const { answer, front } = { primary, secondary }[role];
      return [
        [originOf(answer), [role]],
        [originOf(front), ['edge', role, 'static']],
      ];
    }),
  );

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
  /** Which part of it was lost, 0 to 1. */
  readonly share: number;
}

/**
 * Adds up, for one call, the time in which a process that this call needed just then could not work: the drill itself at all
 * times; the processes on the way of a request, and the environment that served it, while the request lasted. A moment in which
 * two of them waited counts once.
 * @param parts an origin that is not named has all processes behind it
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

/** The spans' shares, added up where they overlap, and never more than the whole moment. */
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
