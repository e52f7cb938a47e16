import type { Count } from '../core/ports.ts';

/**
 * Members that make a log line count, in CloudWatch's embedded metric format ("Specification: Embedded metric format",
 * CloudWatch User Guide): CloudWatch reads them out of the log, with no call and no library on the way of an answer.
 * Counts with the same name and dimensions are added up. A name is given one set of dimensions in a line.
 */
export function embeddedMetrics(
  namespace: string,
  counts: readonly Count[],
  nowMs: number,
): Readonly<Record<string, unknown>> {
  const sums: Record<string, number> = {};
  for (const { name } of counts) sums[name] = (sums[name] ?? 0) + 1;
  const directives = Object.keys(sums).map((name) => ({
    Namespace: namespace,
    Dimensions: [Object.keys(counts.find((count) => count.name === name)?.dimensions ?? {})],
    Metrics: [{ Name: name, Unit: 'Count' }],
  }));
  return {
    ...Object.assign({}, ...counts.map(({ dimensions }) => dimensions)),
    ...sums,
    _aws: { Timestamp: nowMs, CloudWatchMetrics: directives },
  };
}
