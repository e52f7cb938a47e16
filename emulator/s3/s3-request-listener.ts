import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { BucketModel } from '../deployment.ts';
import { AS_ASSUMED } from '../assumed.ts';
import type { AssumedS3 } from '../assumed.ts';
import type { TakeNote } from '../note.ts';
import { listObjects } from './list-objects.ts';
import { admitS3Request } from './admit-s3-request.ts';
import { parseS3Request, type S3Request } from './s3-request.ts';
import { noteContentType } from './note-content-type.ts';
import { getObject, putObject } from './object-requests.ts';
import { S3Error, sendS3Error } from './s3-error.ts';
import { storeDeployed } from './stored-object.ts';
import type { StoredObject } from './stored-object.ts';

/**
 * S3 in memory, with the refusals that shape this project: POST on an object 405, a foreign Authorization
 * header 400, `If-None-Match: *` on an object that exists 412, a read that the bucket policy does not allow 403.
 * `keys` and `object` tell what is in a bucket.
 */
export function s3RequestListener({
  buckets,
  note,
  assumed = () => AS_ASSUMED.s3,
}: {
  readonly buckets: readonly BucketModel[];
  readonly note: TakeNote;
  readonly assumed?: () => AssumedS3;
}): RequestListener & {
  readonly keys: (bucketName: string) => readonly string[];
  readonly object: (bucketName: string, key: string) => StoredObject | undefined;
} {
  const stored = new Map(
    buckets.map((bucket) => [
      bucket.name,
      { bucket, objects: new Map(bucket.objects.map((object) => [object.key, storeDeployed(object)])) },
    ]),
  );
  const names = [...stored.keys()];

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parsed = parseS3Request(request, names);
    const found = stored.get(parsed.bucketName);
    if (found === undefined) throw new S3Error(404, 'NoSuchBucket', 'The specified bucket does not exist');
    const { bucket, objects } = found;
    admitS3Request(bucket, parsed, objects.has(parsed.key), note);
    if (parsed.key === '') {
      const body = request.method === 'HEAD' ? '' : listObjects(bucket.name, objects, parsed.query);
      response.writeHead(200, { 'content-type': 'application/xml' }).end(body);
      return;
    }
    await answerObject(objects, parsed, request, response);
  }

  async function answerObject(
    objects: Map<string, StoredObject>,
    { method, key }: S3Request,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    if (method === 'PUT') {
      await putObject(objects, key, request, response, assumed());
      return;
    }
    if (method === 'DELETE') {
      objects.delete(key);
      response.writeHead(204).end();
      return;
    }
    const object = objects.get(key);
    if (object === undefined) throw new S3Error(404, 'NoSuchKey', 'The specified key does not exist.');
    noteContentType(object, note);
    const isForgotten = assumed().forgetsContentTypeOf.some((end) => key.endsWith(end));
    getObject(isForgotten ? withoutType(object) : object, request, response);
  }

  const listener: RequestListener = (request, response) => {
    response.setHeader('server', 'AmazonS3');
    answer(request, response).catch((error: unknown) => {
      if (response.headersSent) response.destroy();
      else if (error instanceof S3Error)
        sendS3Error(response, error, request.url ?? '/', request.method === 'HEAD');
      else response.destroy(error as Error);
      request.resume();
    });
  };
  return Object.assign(listener, {
    keys: (name: string) => [...(stored.get(name)?.objects.keys() ?? [])],
    object: (name: string, key: string) => stored.get(name)?.objects.get(key),
  });
}

/** As S3 serves what was put without one. */
const withoutType = (object: StoredObject): StoredObject => ({
  ...object,
  headers: { ...object.headers, 'content-type': 'binary/octet-stream' },
});
