import type { Log } from '../core/ports.ts';

/** One JSON object a line on stdout, which is where CloudWatch's JSON filters read. */
export const jsonLog: Log = (line) => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
