import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { atMost } from '../kit/at-most.ts';
import { lookUntil } from '../kit/look-until.ts';
import { LOOPBACK_CREDENTIALS } from '../kit/loopback-credentials.ts';
import type { JournalLocation } from './journal-location.ts';

/** One region's journal, to be read. Each call rejects where the bucket gives no whole answer, also when asked again. */
export interface JournalSource {
  readonly region: string;
  /** Of a local system; undefined: AWS, or what AWS_ENDPOINT_URL names. */
  readonly endpoint?: string | undefined;
  /** Keys that begin with the prefix, page by page. @param since leaves out what was written before */
  keys(prefix: string, since?: Date): AsyncIterable<readonly string[]>;
  /** Names of the folders right under the prefix, page by page. */
  folders(prefix: string): AsyncIterable<readonly string[]>;
  /** An object's text. */
  read(key: string): Promise<string>;
}

/** How often a request is sent: once more, and once more, by the SDK, which tells what is worth it and waits in between. */
const TRIES = 3;
/** A body that breaks off comes after the answer that the SDK waits for. */
const BODY = { times: TRIES, everyMs: 100 } as const;
/** With all tries and the whole body. */
const WITHIN_MS = 30_000;
/** Connections of the SDK's client. To it, a request that waits for one is a request without an answer. */
const CONNECTIONS = 50;

/** A journal in S3. Each try is given up after some seconds of silence. */
export function createS3Source(region: string, { bucket, endpoint }: JournalLocation): JournalSource {
  const client = new S3Client({
    region,
    maxAttempts: TRIES,
    requestHandler: {
      connectionTimeout: 2_000,
      requestTimeout: 5_000,
      socketTimeout: 5_000,
      throwOnRequestTimeout: true,
    },
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true, credentials: LOOPBACK_CREDENTIALS }),
  });
  const inTurn = atMost(CONNECTIONS);
  async function* pages(query: {
    Prefix: string;
    Delimiter?: string;
  }): AsyncGenerator<ListObjectsV2CommandOutput> {
    let next: string | undefined;
    do {
      const command = new ListObjectsV2Command({ Bucket: bucket, ...query, ContinuationToken: next });
      const page = await inTurn(() => inTime((abortSignal) => client.send(command, { abortSignal })));
      next = continuationOf(page);
      yield page;
    } while (next !== undefined);
  }
  return {
    region,
    endpoint,
    keys: async function* (prefix, since = new Date(0)) {
      for await (const { Contents = [] } of pages({ Prefix: prefix }))
        yield Contents.flatMap(({ Key, LastModified = since }) =>
          Key === undefined || LastModified < since ? [] : [Key],
        );
    },
    folders: async function* (prefix) {
      for await (const { CommonPrefixes = [] } of pages({ Prefix: prefix, Delimiter: '/' }))
        yield CommonPrefixes.flatMap(({ Prefix }) => Prefix?.slice(prefix.length, -1) ?? []);
    },
    read: (key) => inTurn(() => inTime((abortSignal) => readObject(client, { bucket, key, abortSignal }))),
  };
}

async function readObject(
  client: S3Client,
  {
    bucket,
    key,
    abortSignal,
  }: { readonly bucket: string; readonly key: string; readonly abortSignal: AbortSignal },
): Promise<string> {
  const look = async (): Promise<{ readonly bytes: Uint8Array } | { readonly brokenOff: unknown }> => {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal });
    try {
      return { bytes: (await Body?.transformToByteArray()) ?? new Uint8Array() };
    } catch (error) {
      return { brokenOff: error };
    }
  };
  const seen = await lookUntil(look, (found) => 'bytes' in found, BODY);
  if ('brokenOff' in seen) throw seen.brokenOff;
  return new TextDecoder('utf-8', { fatal: true }).decode(seen.bytes);
}

/** @throws Error for what is no listing: an empty one would say that nothing is there */
function continuationOf({
  IsTruncated,
  NextContinuationToken,
}: ListObjectsV2CommandOutput): string | undefined {
  if (IsTruncated === false) return undefined;
  if (IsTruncated === true && NextContinuationToken !== undefined) return NextContinuationToken;
  throw new Error('expected a listing that says whether it goes on, found another answer');
}

async function inTime<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const signal = AbortSignal.timeout(WITHIN_MS);
  try {
    return await work(signal);
  } catch (error) {
    if (!signal.aborted) throw error;
    throw Object.assign(new Error(`no whole answer within ${String(WITHIN_MS / 1000)} s`), {
      name: 'TimeoutError',
    });
  }
}
