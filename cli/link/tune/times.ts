import { createHistogram } from 'node:perf_hooks';

/** Times of one route's requests, ms; `Infinity` if no answer came before the timeout. */
export interface Times {
  /** From the name's resolution to the connection. */
  readonly connectsMs: readonly number[];
  /** From the connection to the last byte, TLS included. */
  readonly responsesMs: readonly number[];
}

/** All of them as one. */
export const together = (all: readonly Times[]): Times => ({
  connectsMs: all.flatMap(({ connectsMs }) => connectsMs),
  responsesMs: all.flatMap(({ responsesMs }) => responsesMs),
});

/** 0 of nothing. */
export const largest = (valuesMs: readonly number[]): number =>
  valuesMs.reduce((most, value) => Math.max(most, value), 0);

/** 0 of nothing. */
export const smallest = (valuesMs: readonly number[]): number =>
  valuesMs.length === 0 ? 0 : valuesMs.reduce((least, value) => Math.min(least, value), Infinity);

export interface Distribution {
  readonly count: number;
  readonly p50Ms: number;
  readonly p90Ms: number;
  readonly p99Ms: number;
  /** As measured, not rounded. */
  readonly maxMs: number;
}

/** Undefined of nothing. Percentiles are right to three digits; `Infinity` is a maximum and no percentile. */
export function distributionOf(valuesMs: readonly number[]): Distribution | undefined {
  const finite = valuesMs.filter(Number.isFinite);
  if (finite.length === 0) return undefined;
  const histogram = createHistogram();
  for (const value of finite) histogram.record(Math.max(1, Math.round(value * 1000)));
  const mostMs = largest(finite);
  const atMs = (percentile: number): number => Math.min(mostMs, histogram.percentile(percentile) / 1000);
  return {
    count: valuesMs.length,
    p50Ms: atMs(50),
    p90Ms: atMs(90),
    p99Ms: atMs(99),
    maxMs: largest(valuesMs),
  };
}
