import type { Clock, Log } from '../core/ports.ts';
import { embeddedMetrics } from './embedded-metrics.ts';

/** One JSON object a line on stdout, which is where CloudWatch's JSON filters read. */
export const writeLine = (line: Readonly<Record<string, unknown>>): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};

/** Lines that carry their metrics with them: nothing else is sent, and nothing is lost without the line. */
export const createJsonLog =
  (namespace: string, clock: Clock): Log =>
  (line, counts = []) => {
    if (counts.length === 0) return writeLine(line);
    writeLine({ ...line, ...embeddedMetrics(namespace, counts, clock.nowMs()) });
  };
