import { S3Error, tag, xml } from './s3-error.ts';
import type { StoredObject } from './stored-object.ts';

const MOST_KEYS = 1000;

/** `ListObjectsV2`: keys in binary order, in pages. */
export function listObjects(
  bucketName: string,
  objects: ReadonlyMap<string, StoredObject>,
  query: URLSearchParams,
): string {
  if (query.get('list-type') !== '2')
    throw new S3Error(501, 'NotImplemented', 'The emulator answers ListObjectsV2 only.');
  const prefix = query.get('prefix') ?? '';
  const delimiter = query.get('delimiter') ?? '';
  const token = query.get('continuation-token');
  const after =
    token === null ? (query.get('start-after') ?? '') : Buffer.from(token, 'base64url').toString();
  const maxKeys = Math.min(Number(query.get('max-keys') ?? MOST_KEYS), MOST_KEYS);
  const entries = new Map<string, string>();
  let last = '';
  let isTruncated = false;
  for (const key of [...objects.keys()].sort(inBinaryOrder)) {
    if (!key.startsWith(prefix) || inBinaryOrder(key, after) <= 0) continue;
    const folder = folderOf(key, prefix, delimiter);
    const entry = folder ?? key;
    if (!entries.has(entry) && entries.size === maxKeys) {
      isTruncated = true;
      break;
    }
    entries.set(entry, folder === undefined ? contents(key, objects) : commonPrefix(folder));
    last = key;
  }
  const next = isTruncated ? tag('NextContinuationToken', Buffer.from(last).toString('base64url')) : '';
  return xml(
    'ListBucketResult',
    tag('Name', bucketName) +
      tag('Prefix', prefix) +
      tag('KeyCount', String(entries.size)) +
      tag('MaxKeys', String(maxKeys)) +
      tag('IsTruncated', String(isTruncated)) +
      next +
      [...entries.values()].join(''),
  );
}

function folderOf(key: string, prefix: string, delimiter: string): string | undefined {
  const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length);
  return end === -1 ? undefined : key.slice(0, end + delimiter.length);
}

function contents(key: string, objects: ReadonlyMap<string, StoredObject>): string {
  const object = objects.get(key);
  if (object === undefined) return '';
  const fields =
    tag('Key', key) +
    tag('LastModified', object.lastModified.toISOString()) +
    tag('ETag', object.etag) +
    tag('Size', String(object.body.length)) +
    tag('StorageClass', 'STANDARD');
  return `<Contents>${fields}</Contents>`;
}

const commonPrefix = (folder: string): string => `<CommonPrefixes>${tag('Prefix', folder)}</CommonPrefixes>`;

const inBinaryOrder = (left: string, right: string): number =>
  Buffer.compare(Buffer.from(left), Buffer.from(right));
