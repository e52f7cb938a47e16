import { systemClock } from '../../../contracts/clock.ts';
import { AwsV4Signer } from 'aws4fetch';
import { createS3Journal } from '../../../functions/aws/s3-journal.ts';
import { startS3 } from '../support/start-s3.ts';
import type { S3Fault, S3Server } from '../support/start-s3.ts';

const BUCKET = 'a-journal-eu-west-1-111122223333';
const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example', sessionToken: 'a-session' };
const ENTRY = {
  key: 'calls/2026-01-01/CON-1/2026-01-01T12-00-00.000Z-completed-00ff.json',
  body: '{"a":"ü"}',
};

let s3: S3Server;
beforeEach(async () => {
  s3 = await startS3(BUCKET);
});
afterEach(() => s3.close());

const journalAt = (endpoint = s3.endpoint) =>
  createS3Journal({ bucket: BUCKET, region: 'eu-west-1' }, { ...KEYS, endpoint }, systemClock);
const keep = (entry = ENTRY, signal = AbortSignal.timeout(10_000)) => journalAt().keep(entry, signal);
const stored = async () => {
  const authorization = 'AWS4-HMAC-SHA256 x';
  const response = await fetch(`${s3.endpoint}/${BUCKET}/${ENTRY.key}`, { headers: { authorization } });
  return { type: response.headers.get('content-type'), text: await response.text() };
};

describe('the journal in S3', () => {
  it('writes an entry once: a duplicate changes nothing', async () => {
    expect(await keep()).toBe('written');
    expect(await keep({ ...ENTRY, body: '{"a":"later"}' })).toBe('already-there');
    expect(s3.keys(BUCKET)).toEqual([ENTRY.key]);
    expect(await stored()).toEqual({ type: 'application/json', text: ENTRY.body });
  });

  it('tells S3 to keep what is there, as a request signed for the bucket’s region', async () => {
    await keep();
    expect(s3.requests).toEqual([`PUT /${BUCKET}/${ENTRY.key}`]);
    expect(s3.headers).toMatchObject({
      'if-none-match': '*',
      'x-amz-security-token': 'a-session',
      authorization: expect.stringMatching(/Credential=AKIDEXAMPLE\/\d{8}\/eu-west-1\/s3\/aws4_request/),
    });
  });

  it('signs as aws4fetch does', async () => {
    await keep();
    const { authorization, ...sent } = s3.headers;
    const signer = new AwsV4Signer({
      method: 'PUT',
      url: `${s3.endpoint}/${BUCKET}/${ENTRY.key}`,
      body: ENTRY.body,
      headers: {
        'content-type': 'application/json',
        'if-none-match': '*',
        'x-amz-content-sha256': String(sent['x-amz-content-sha256']),
      },
      service: 's3',
      region: 'eu-west-1',
      ...KEYS,
      datetime: String(sent['x-amz-date']),
      allHeaders: true,
    });
    expect((await signer.sign()).headers.get('authorization')).toBe(authorization);
  });

  it('tries once more when another write of the same key was under way', async () => {
    s3.faults = [409];
    expect(await keep()).toBe('written');
    s3.faults = [409];
    expect(await keep()).toBe('already-there');
    s3.faults = [409, 409];
    await expect(keep()).rejects.toThrow('S3 answered 409: SomeCode.');
  });

  it.each<[S3Fault, RegExp]>([
    [403, /S3 answered 403: SomeCode\./],
    [503, /S3 answered 503: SomeCode\./],
    ['resets', /socket hang up|ECONNRESET/],
  ])('rejects when S3 answers with %s', async (fault, message) => {
    s3.faults = [fault];
    await expect(keep()).rejects.toThrow(message);
  });

  it('rejects for a bucket that is not there', async () => {
    const journal = createS3Journal(
      { bucket: 'other', region: 'x' },
      { ...KEYS, endpoint: s3.endpoint },
      systemClock,
    );
    await expect(journal.keep(ENTRY, AbortSignal.timeout(10_000))).rejects.toThrow('404: NoSuchBucket');
  });

  it('gives up when it is aborted', async () => {
    const aborting = new AbortController();
    s3.faults = [{ hangs: () => aborting.abort() }];
    await expect(keep(ENTRY, aborting.signal)).rejects.toThrow(/abort/i);
  });

  it('goes to the bucket’s own host where no endpoint is set', async () => {
    const journal = createS3Journal(
      { bucket: BUCKET, region: 'xx-nowhere-1' },
      { ...KEYS, endpoint: undefined },
      systemClock,
    );
    // Nothing leaves this machine: the request is over before it begins.
    const refused = journal.keep(ENTRY, AbortSignal.abort());
    await expect(refused).rejects.toThrow(/abort/i);
  });
});
