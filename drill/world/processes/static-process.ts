import type { BucketModel } from '../deployment.ts';
import { breakableListener } from '../network/breakable-listener.ts';
import { s3RequestListener } from '../s3/s3-request-listener.ts';
import { serveWorldProcess } from './serve-world-process.ts';

export interface StaticConfig {
  readonly buckets: readonly BucketModel[];
  readonly port: number;
}

/** S3 of the third region. */
serveWorldProcess<StaticConfig, Record<string, never>>(async ({ buckets, port }, { note }) => {
  const listener = await breakableListener(port, s3RequestListener({ buckets, note }));
  return { calls: {}, stop: () => listener.close() };
});
