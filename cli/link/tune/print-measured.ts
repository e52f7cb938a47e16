import { table } from '../../kit/table.ts';
import type { ApplicationTimes } from './application.ts';
import type { RouteTimes } from './measure.ts';
import { failuresIn } from './tally.ts';
import type { Tally } from './tally.ts';
import { distributionOf } from './times.ts';
import type { Distribution } from './times.ts';

/** What was measured, a line for each route and phase, ms. */
export function printMeasured(
  results: readonly RouteTimes[],
  applications: readonly ApplicationTimes[] = [],
): string {
  const head = ['ms', 'requests', 'connect p50', 'p99', 'max', 'response p50', 'p90', 'p99', 'max', 'failed'];
  const line = (name: string, tally: Tally): readonly string[] => {
    const connect = distributionOf(tally.times.connectsMs);
    const response = distributionOf(tally.times.responsesMs);
    return [
      name,
      String(tally.requests),
      ...[connect?.p50Ms, connect?.p99Ms, connect?.maxMs].map(ms),
      ...[response?.p50Ms, response?.p90Ms, response?.p99Ms, response?.maxMs].map(ms),
      String(failuresIn(tally)),
    ];
  };
  const rows = [
    ...results.flatMap(({ route, warm, cold }) => [
      line(`${route.name}, warm`, warm),
      ...(cold === undefined ? [] : [line(`${route.name}, at once`, cold)]),
    ]),
    ...applications.map(({ address, tally }) =>
      line(applications.length === 1 ? 'application' : new URL(address).host, tally),
    ),
  ];
  const colds = results.flatMap(({ route, cold }) =>
    cold === undefined
      ? []
      : [`${route.name} ${String(cold.coldStarts)} (with up to ${String(cold.mostAtOnce)} at once)`],
  );
  const seen =
    colds.length === 0
      ? []
      : [`Cold starts, seen as slower than 99 of 100 warm requests: ${colds.join(', ')}.`];
  return [...table([head, ...rows]), ...seen].join('\n');
}

export const ms = (value: number | undefined): string => {
  if (value === undefined) return '–';
  if (!Number.isFinite(value)) return 'never';
  return value < 10 ? value.toFixed(1) : String(Math.round(value));
};

/** The same for programs; `null` where nothing came. */
export const measuredJson = (results: readonly RouteTimes[]): readonly object[] =>
  results.map(({ route, warm, cold }) => ({
    route: route.name,
    webhook: route.webhook,
    address: route.address,
    warm: tallyJson(warm),
    ...(cold === undefined
      ? {}
      : { cold: { ...tallyJson(cold), coldStarts: cold.coldStarts, mostAtOnce: cold.mostAtOnce } }),
  }));

export const tallyJson = ({ requests, times, failures }: Tally): object => ({
  requests,
  connectMs: rounded(distributionOf(times.connectsMs)),
  responseMs: rounded(distributionOf(times.responsesMs)),
  failures,
});

const rounded = (distribution: Distribution | undefined): object | null =>
  distribution === undefined
    ? null
    : Object.fromEntries(
        Object.entries(distribution).map(([name, value]: [string, number]) => [
          name.replace('Ms', ''),
          // JSON has no Infinity.
          Number.isFinite(value) ? Number(value.toFixed(1)) : null,
        ]),
      );
