import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AssumedS3 } from '../assumed.ts';
import { readBody } from './read-body.ts';
import { S3Error } from './s3-error.ts';
import { storeObject } from './stored-object.ts';
import type { StoredObject } from './stored-object.ts';

type Objects = Map<string, StoredObject>;

/** Conditional write: with `If-None-Match: *` an object that is there stays as it is, 412. */
export async function putObject(
  objects: Objects,
  key: string,
  request: IncomingMessage,
  response: ServerResponse,
  { obeysIfNoneMatch }: AssumedS3,
): Promise<void> {
  const condition = request.headers['if-none-match'];
  if (condition !== undefined && condition !== '*')
    throw new S3Error(501, 'NotImplemented', 'If-None-Match takes * only.');
  if (request.headers['x-amz-copy-source'] !== undefined)
    throw new S3Error(501, 'NotImplemented', 'The emulator copies no objects.');
  const body = await readBody(request);
  // After the body: of two writers at once, the one that ends first wins.
  if (condition === '*' && obeysIfNoneMatch && objects.has(key))
    throw new S3Error(
      412,
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      {
        'x-amz-condition': 'If-None-Match',
      },
    );
  const writes = (objects.get(key)?.writes ?? 0) + 1;
  const object = storeObject(body, keptHeaders(request), { writes });
  objects.set(key, object);
  response.writeHead(200, { etag: object.etag, 'content-length': '0' }).end();
}

function keptHeaders(request: IncomingMessage): Record<string, string> {
  const kept: Record<string, string> = { 'content-type': 'binary/octet-stream' };
  for (const [name, value] of Object.entries(request.headers))
    if (typeof value === 'string' && (KEPT.includes(name) || name.startsWith('x-amz-meta-')))
      kept[name] = value;
  return kept;
}

const KEPT = ['cache-control', 'content-disposition', 'content-language', 'content-type', 'expires'];

export function getObject(object: StoredObject, request: IncomingMessage, response: ServerResponse): void {
  const headers = {
    ...object.headers,
    etag: object.etag,
    'last-modified': object.lastModified.toUTCString(),
    'accept-ranges': 'bytes',
  };
  if (request.headers['if-none-match'] === object.etag) {
    response.writeHead(304, headers).end();
    return;
  }
  const range = rangeOf(request.headers.range, object.body.length);
  const body = range === undefined ? object.body : object.body.subarray(range.start, range.end + 1);
  response.writeHead(range === undefined ? 200 : 206, {
    ...headers,
    'content-length': String(body.length),
    ...(range === undefined
      ? {}
      : {
          'content-range': `bytes ${String(range.start)}-${String(range.end)}/${String(object.body.length)}`,
        }),
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

/** One range of bytes; any other form is ignored, as S3 does. */
function rangeOf(header: string | undefined, length: number): { start: number; end: number } | undefined {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || (first === '' && last === '')) return undefined;
  const start = first === '' ? Math.max(0, length - Number(last)) : Number(first);
  const end = first === '' || last === '' ? length - 1 : Math.min(Number(last), length - 1);
  if (start >= length || start > end)
    throw new S3Error(416, 'InvalidRange', 'The requested range is not satisfiable');
  return { start, end };
}
