import { AS_ASSUMED } from '../assumed.ts';
import type { Assumed } from '../assumed.ts';
import type { BucketModel } from '../deployment.ts';
import { breakableListener } from '../network/breakable-listener.ts';
import type { NetworkFault } from '../emulator.ts';
import { s3RequestListener } from '../s3/s3-request-listener.ts';
import { serveEmulatorProcess } from './serve-emulator-process.ts';

export interface StaticConfig {
  readonly buckets: readonly BucketModel[];
  readonly port: number;
}

/** S3 of the third region. */
const start = async ({ buckets, port }: StaticConfig, { note }: Tools) => {
  let assumed = AS_ASSUMED;
  const s3 = s3RequestListener({ buckets, note, assumed: () => assumed.s3 });
  const listener = await breakableListener(port, s3);
  return {
    calls: {
      assume: (changed: Assumed) => void (assumed = changed),
      break: (fault: NetworkFault) => listener.break(fault),
      restore: () => listener.restore(),
    },
    stop: () => listener.close(),
  };
};

type Tools = Parameters<Parameters<typeof serveEmulatorProcess>[0]>[1];
export type StaticCalls = Awaited<ReturnType<typeof start>>['calls'];

serveEmulatorProcess<StaticConfig, StaticCalls>(start);
