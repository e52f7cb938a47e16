import type { Count } from '../ports.ts';

type Values = Record<string, string>;

/**
 * Log line fields in CloudWatch's embedded metric format ("Specification: Embedded metric format", CloudWatch User Guide).
 * CloudWatch extracts the metrics from the log, so an answer waits for no request and loads no library.
 * Counts with the same name and dimensions are added up. A line holds one value per dimension, so counts with different
 * values of a dimension need several lines.
 */
export const embeddedMetrics = (
  namespace: string,
  counts: readonly Count[],
  nowMs: number,
): readonly Readonly<Record<string, unknown>>[] =>
  inLines(counts).map((line) => membersOf(line, namespace, nowMs));

interface LineOfCounts {
  readonly values: Values;
  readonly counts: Count[];
}

function inLines(counts: readonly Count[]): readonly LineOfCounts[] {
  const lines: LineOfCounts[] = [];
  for (const count of counts) {
    const dimensions: Values = count.dimensions;
    let line = lines.find(({ values }) =>
      Object.entries(dimensions).every(([name, value]) => (values[name] ?? value) === value),
    );
    if (line === undefined) lines.push((line = { values: {}, counts: [] }));
    Object.assign(line.values, dimensions);
    line.counts.push(count);
  }
  return lines;
}

function membersOf(
  { values, counts }: LineOfCounts,
  namespace: string,
  nowMs: number,
): Readonly<Record<string, unknown>> {
  const sums: Record<string, number> = {};
  for (const { name } of counts) sums[name] = (sums[name] ?? 0) + 1;
  const directives = Object.keys(sums).map((name) => ({
    Namespace: namespace,
    Dimensions: [Object.keys(counts.find((count) => count.name === name)?.dimensions ?? {})],
    Metrics: [{ Name: name, Unit: 'Count' }],
  }));
  return { ...values, ...sums, _aws: { Timestamp: nowMs, CloudWatchMetrics: directives } };
}
