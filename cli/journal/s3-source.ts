import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { ListObjectsV2CommandOutput } from '@aws-sdk/client-s3';
import { LOOPBACK_CREDENTIALS } from '../kit/loopback-credentials.ts';
import type { JournalLocation } from './journal-location.ts';

/** One region's journal, to be read. Each call rejects when the bucket is unavailable. */
export interface JournalSource {
  readonly region: string;
  /** Of a local system; undefined: AWS, or what AWS_ENDPOINT_URL names. */
  readonly endpoint?: string | undefined;
  /** Keys that begin with the prefix. @param since leaves out what was written before */
  keys(prefix: string, since?: Date): Promise<readonly string[]>;
  /** Names of the folders right under the prefix. */
  folders(prefix: string): Promise<readonly string[]>;
  /** An object's text. */
  read(key: string): Promise<string>;
}

/** A journal in S3; unavailable means no answer within a few seconds. */
export function createS3Source(region: string, { bucket, endpoint }: JournalLocation): JournalSource {
  const client = new S3Client({
    region,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 2_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
    ...(endpoint === undefined ? {} : { endpoint, forcePathStyle: true, credentials: LOOPBACK_CREDENTIALS }),
  });
  async function* pages(query: {
    Prefix: string;
    Delimiter?: string;
  }): AsyncGenerator<ListObjectsV2CommandOutput> {
    let next: string | undefined;
    do {
      const page: ListObjectsV2CommandOutput = await client.send(
        new ListObjectsV2Command({ Bucket: bucket, ...query, ContinuationToken: next }),
      );
      yield page;
      next = page.NextContinuationToken;
    } while (next !== undefined);
  }
  return {
    region,
    endpoint,
    keys: async (prefix, since = new Date(0)) => {
      const keys: string[] = [];
      for await (const { Contents = [] } of pages({ Prefix: prefix })) {
        for (const { Key, LastModified = since } of Contents)
          if (Key !== undefined && LastModified >= since) keys.push(Key);
      }
      return keys;
    },
    folders: async (prefix) => {
      const names: string[] = [];
      for await (const { CommonPrefixes = [] } of pages({ Prefix: prefix, Delimiter: '/' })) {
        for (const { Prefix } of CommonPrefixes)
          if (Prefix !== undefined) names.push(Prefix.slice(prefix.length, -1));
      }
      return names;
    },
    read: async (key) => {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      return (await Body?.transformToString()) ?? '';
    },
  };
}
