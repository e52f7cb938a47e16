import { createHash } from 'node:crypto';
import type { StaticObject } from '../deployment.ts';

export interface StoredObject {
  readonly body: Buffer;
  readonly etag: string;
  readonly lastModified: Date;
  /** What S3 keeps and gives back: content-type, cache-control, x-amz-meta-*. */
  readonly headers: Readonly<Record<string, string>>;
  /** How often the key was written; more than 1: something was overwritten. */
  readonly writes: number;
  /** Where the assembly deploys it, until it is overwritten. */
  readonly deployed?: StaticObject;
}

export function storeObject(
  body: Buffer,
  headers: Readonly<Record<string, string>>,
  { writes = 1, deployed }: { readonly writes?: number; readonly deployed?: StaticObject } = {},
): StoredObject {
  return {
    body,
    etag: `"${createHash('md5').update(body).digest('hex')}"`,
    lastModified: new Date(),
    headers,
    writes,
    ...(deployed === undefined ? {} : { deployed }),
  };
}

export function storeDeployed(object: StaticObject): StoredObject {
  const headers: Record<string, string> = { 'content-type': object.contentType };
  if (object.cacheControl !== undefined) headers['cache-control'] = object.cacheControl;
  return storeObject(Buffer.from(object.bodyBase64, 'base64'), headers, { deployed: object });
}
