import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import type { EmulatorNote } from '../../../contracts/history.ts';
import type { BucketModel, StaticObject } from '../../../emulator/deployment.ts';
import { s3RequestListener } from '../../../emulator/s3/s3-request-listener.ts';
import { signAsDistribution } from '../../../emulator/s3/s3-request.ts';

const DISTRIBUTION = 'arn:aws:cloudfront::111111111111:distribution/EFRONT';
const SIGNED = 'AWS4-HMAC-SHA256 Credential=x/20260101/eu/s3/aws4_request, SignedHeaders=host, Signature=x';

function object(key: string, body: string, contentType = 'application/json'): StaticObject {
  return {
    where: { stack: 'app-static', logicalId: 'Nccos', type: 'Custom::CDKBucketDeployment' },
    key,
    contentType,
    cacheControl: 'max-age=60',
    bodyBase64: Buffer.from(body).toString('base64'),
    source: `/out/asset.1/${key.slice('static/'.length)}`,
  };
}

const FILES: BucketModel = {
  where: { stack: 'app-static', logicalId: 'Files', type: 'AWS::S3::Bucket' },
  name: 'files',
  region: 'eu-north-1',
  objects: [object('static/fallback.json', '[1]'), object('static/typed', '[1]', 'text/html')],
  cloudFrontAccess: [
    { keys: ['static/*'], sourceArnLike: 'arn:aws:cloudfront::111111111111:distribution/*' },
  ],
};
const JOURNAL: BucketModel = {
  where: { stack: 'app-eu-west-1', logicalId: 'Journal', type: 'AWS::S3::Bucket' },
  name: 'journal',
  region: 'eu-west-1',
  objects: [],
};

let server: Server;
let url: string;
let notes: Omit<EmulatorNote, 'atMs'>[];
let keys: (bucket: string) => readonly string[];
let client: S3Client;

beforeEach(async () => {
  notes = [];
  const listener = s3RequestListener({ buckets: [FILES, JOURNAL], note: (note) => notes.push(note) });
  keys = listener.keys;
  server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  client = new S3Client({
    region: 'eu-west-1',
    endpoint: url,
    forcePathStyle: true,
    maxAttempts: 1,
    credentials: { accessKeyId: 'x', secretAccessKey: 'x' },
  });
});
afterEach(async () => {
  client.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

async function ask(
  path: string,
  init: RequestInit = {},
): Promise<{ status: number; headers: Headers; text: string }> {
  const response = await fetch(url + path, init);
  return { status: response.status, headers: response.headers, text: await response.text() };
}
const put = (Key: string, Body: string, IfNoneMatch?: string) =>
  client.send(
    new PutObjectCommand({ Bucket: 'journal', Key, Body, IfNoneMatch, ContentType: 'application/json' }),
  );

describe('S3, asked with the SDK', () => {
  it('keeps an object with its type and gives it back', async () => {
    await put('calls/a b/ü.json', '{"a":1}');
    const found = await client.send(new GetObjectCommand({ Bucket: 'journal', Key: 'calls/a b/ü.json' }));
    expect(await found.Body?.transformToString()).toBe('{"a":1}');
    expect(found.ContentType).toBe('application/json');
    expect(found.ETag).toBe('"bb6cb5c68df4652941caf652a366f2d8"');
    expect(keys('journal')).toEqual(['calls/a b/ü.json']);
  });

  it('refuses a conditional write of an object that exists, 412, and keeps the first one', async () => {
    await put('one', 'first', '*');
    await expect(put('one', 'second', '*')).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
    const found = await client.send(new GetObjectCommand({ Bucket: 'journal', Key: 'one' }));
    expect(await found.Body?.transformToString()).toBe('first');
  });

  it('lets exactly one of many conditional writers at once win', async () => {
    const results = await Promise.allSettled([1, 2, 3, 4].map((n) => put('same', String(n), '*')));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('lists keys under a prefix, in order, in pages', async () => {
    for (const key of ['b/2', 'a/1', 'b/10', 'b/1']) await put(key, 'x');
    const found: (string | undefined)[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: 'journal', Prefix: 'b/', MaxKeys: 2, ContinuationToken }),
      );
      found.push(...(page.Contents ?? []).map(({ Key }) => Key));
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(found).toEqual(['b/1', 'b/10', 'b/2']);
  });

  it('lists folders with a delimiter', async () => {
    for (const key of ['b/1', 'b/2', 'c']) await put(key, 'x');
    const page = await client.send(new ListObjectsV2Command({ Bucket: 'journal', Delimiter: '/' }));
    expect(page.CommonPrefixes).toEqual([{ Prefix: 'b/' }]);
    expect(page.Contents?.map(({ Key }) => Key)).toEqual(['c']);
  });

  it('says NoSuchKey and NoSuchBucket', async () => {
    await expect(client.send(new GetObjectCommand({ Bucket: 'journal', Key: 'x' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
    await expect(client.send(new GetObjectCommand({ Bucket: 'other', Key: 'x' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
    });
  });

  it('tells the size with HEAD and deletes', async () => {
    await put('one', '12345');
    const head = await client.send(new HeadObjectCommand({ Bucket: 'journal', Key: 'one' }));
    expect(head.ContentLength).toBe(5);
    await client.send(new DeleteObjectCommand({ Bucket: 'journal', Key: 'one' }));
    expect(keys('journal')).toEqual([]);
  });

  it('gives a range of bytes, and refuses one beyond the end', async () => {
    await put('one', '12345');
    const get = (Range: string) =>
      client.send(new GetObjectCommand({ Bucket: 'journal', Key: 'one', Range }));
    const part = await get('bytes=1-2');
    expect(await part.Body?.transformToString()).toBe('23');
    expect(part.ContentRange).toBe('bytes 1-2/5');
    await expect(get('bytes=5-6')).rejects.toMatchObject({ $metadata: { httpStatusCode: 416 } });
  });
});

describe('S3 refuses', () => {
  it('POST on an object: 405 with what it allows', async () => {
    const answer = await ask('/files/static/fallback.json', { method: 'POST', body: '{}' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, DELETE, HEAD, PUT']);
    expect(answer.text).toContain('<Code>MethodNotAllowed</Code>');
  });

  it.each(['Bearer abc', 'Basic abc'])('a foreign Authorization header, 400: %s', async (authorization) => {
    const answer = await ask('/files/static/fallback.json', { headers: { authorization } });
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(
      '<Code>InvalidArgument</Code><Message>Unsupported Authorization Type</Message>',
    );
  });

  it('an unsigned request, 403, and names the missing origin access control', async () => {
    expect((await ask('/files/static/fallback.json')).status).toBe(403);
    expect(notes).toMatchObject([
      {
        level: 'suspect',
        resource: 'app-static / Files (AWS::S3::Bucket)',
        setting: 'OriginAccessControlId',
      },
    ]);
  });

  it('a distribution where the bucket policy does not let it in, 403, and names the policy', async () => {
    const authorization = signAsDistribution(DISTRIBUTION);
    for (const path of ['/files/audio/a.wav', '/journal/x'])
      expect((await ask(path, { headers: { authorization } })).status).toBe(403);
    expect(notes.map(({ setting }) => setting)).toEqual(['BucketPolicy', 'BucketPolicy']);
  });

  it('a distribution of another account, 403', async () => {
    const authorization = signAsDistribution(DISTRIBUTION.replace('111111111111', '222222222222'));
    expect((await ask('/files/static/fallback.json', { headers: { authorization } })).status).toBe(403);
  });

  it('to tell a distribution that a key is missing: 403 instead of 404', async () => {
    const authorization = signAsDistribution(DISTRIBUTION);
    expect((await ask('/files/static/none', { headers: { authorization } })).status).toBe(403);
    expect((await ask('/files/static/none', { headers: { authorization: SIGNED } })).status).toBe(404);
  });

  it.each(['/files?acl', '/files/static/typed?tagging', '/files?list-type=1'])(
    'what it does not emulate, 501: %s',
    async (path) => {
      expect((await ask(path, { headers: { authorization: SIGNED } })).status).toBe(501);
    },
  );
});

describe('S3 serves a distribution', () => {
  const authorization = signAsDistribution(DISTRIBUTION);

  it('with the content type and cache control of the deployment', async () => {
    const answer = await ask('/files/static/fallback.json', { headers: { authorization } });
    expect([answer.status, answer.text]).toEqual([200, '[1]']);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(answer.headers.get('cache-control')).toBe('max-age=60');
    expect(notes).toEqual([]);
  });

  it('and names the deployment of JSON that is served as another type', async () => {
    await ask('/files/static/typed', { headers: { authorization } });
    expect(notes).toEqual([
      {
        level: 'suspect',
        resource: 'app-static / Nccos (Custom::CDKBucketDeployment)',
        setting: 'SystemMetadata.content-type',
        text: '/static/typed (asset.1/typed) is served as text/html: an NCCO must be application/json',
      },
    ]);
  });

  it('under the host name of the bucket too', async () => {
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      request(`${url}/static/fallback.json`, {
        headers: { host: 'files.s3.eu-north-1.amazonaws.com', authorization },
      })
        .on('response', (response) => {
          resolve(response.resume().statusCode);
        })
        .end();
    });
    expect(status).toBe(200);
  });

  it('with 304 to a client that has it already', async () => {
    const first = await ask('/files/static/fallback.json', { headers: { authorization } });
    const headers = { authorization, 'if-none-match': String(first.headers.get('etag')) };
    expect((await ask('/files/static/fallback.json', { headers })).status).toBe(304);
  });
});

it('reads a body in aws-chunked framing', async () => {
  const body = '5;chunk-signature=x\r\nhello\r\n0\r\nx-amz-checksum-crc32:x\r\n\r\n';
  const headers = { authorization: SIGNED, 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' };
  await ask('/journal/framed', { method: 'PUT', body, headers });
  expect((await ask('/journal/framed', { headers: { authorization: SIGNED } })).text).toBe('hello');
});
