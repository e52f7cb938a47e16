import { lookUntil } from '../kit/look-until.ts';
import type { Timeout } from '../kit/read-back-flag.ts';
import type { Io } from '../kit/io.ts';
import type { Cloud } from './cloud.ts';

const EVERY_MS = 1_000;

/** How what was written is looked for. */
export interface ReadBack {
  readonly readBackTimeout: Timeout;
  readonly io: Pick<Io, 'pause' | 'nowMs'>;
}

/** Writes a parameter, and reads it back until it shows. @throws Error where it does not in time */
export async function putParameter(
  region: string,
  name: string,
  value: string,
  cloud: Cloud,
  { readBackTimeout, io }: ReadBack,
): Promise<void> {
  await cloud.putParameter(region, name, value);
  const found = await lookUntil(
    () => cloud.parameter(region, name),
    (seen) => seen === value,
    { timeoutMs: readBackTimeout.ms, everyMs: EVERY_MS, nowMs: io.nowMs, pause: io.pause },
  );
  if (found !== value)
    throw new Error(
      `expected ${name} as it was written, found ${found ?? 'nothing'} for ${String(readBackTimeout.ms / 1000)} s: it is not visible yet, or was written by other means`,
    );
}
