import { chmod, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CALLER, CONVERSATION, aCall, at } from '../support/a-call.ts';
import { AUDIO, PRIVATE_KEY, startMediaHost } from '../support/media-host.ts';
import { PATH, aDownload } from './a-download.ts';

const given = aDownload();
const { voicemails, download, files, theFile } = given;

describe('npm run voicemails', () => {
  it('lists what callers have left, each once, and needs no key for it', async () => {
    const { out, result } = await voicemails();
    expect(result).toBe(0);
    expect(out).toBe(
      `${at(28)}  from ${CALLER}  ${CONVERSATION}  12345 bytes, 8 s, ${at(20)} – ${at(28)}, ${aCall.record.recording_url}\n`,
    );
    expect(given.media.requests).toEqual([]);
  });

  it('shows a recording that Vonage has lost as lost, with or without a timestamp', async () => {
    const lost = { ...aCall.record, recording_url: '' };
    await given.journals.keep(lost, 'eu-west-1');
    await given.journals.keep({ ...lost, timestamp: undefined, size: 0 }, 'eu-west-1');
    const { out } = await voicemails();
    expect(out.match(/LOST: the event that Vonage sent has no recording_url/g)).toHaveLength(2);
    expect(out).toContain(`no timestamp  from ${CALLER}  ${CONVERSATION}  0 bytes, 8 s, ${at(20)}`);
    const downloaded = await download();
    expect(downloaded.result).toBe(1);
    expect(downloaded.out.match(/FAILED calls\/\S+: Vonage has lost this recording/g)).toHaveLength(2);
    expect(await files()).toHaveLength(1);
  });

  it('names a caller whose number is withheld', async () => {
    await given.journals.keep(
      { ...aCall.answered, from: '', conversation_uuid: 'CON-x', timestamp: '2026-01-03T00:00:00.000Z' },
      'eu-west-1',
    );
    const record = { ...aCall.record, conversation_uuid: 'CON-x', timestamp: '2026-01-03T00:00:01.000Z' };
    await given.journals.keep(record, 'eu-west-1');
    expect((await voicemails('--day', '2026-01-03')).out).toContain('  from withheld  CON-x  ');
  });

  it('says when there are none', async () => {
    expect(await voicemails('--day', '2026-01-02')).toMatchObject({
      result: 0,
      out: 'No recording on 2026-01-02 (UTC).\n',
    });
  });

  it('says that a journal is unavailable, and lists what the other one has', async () => {
    await given.journals.s3['eu-central-1'].close();
    const { out, result } = await voicemails();
    expect(result).toBe(2);
    expect(out).toMatch(
      /^NOT COMPLETE: the journal of eu-central-1 could not be listed to the end\. .*\nThe journal of eu-central-1 cannot be listed \(calls\/2025-12-31\/, calls\/2026-01-01\/, calls\/2026-01-02\/, calls\/undated\/\): no answer /,
    );
    // Who called was only there.
    expect(out).toContain(`from ?  ${CONVERSATION}`);
  });
});

describe('npm run voicemails -- --download', () => {
  it('fetches with a token that the application’s key has signed', async () => {
    const { result, out } = await download();
    expect(result).toBe(0);
    const { name, bytes } = await theFile();
    expect(name).toMatch(
      /^2026-01-01T12-00-28-000Z_CON-aaaaaaaa-bbbb-cccc-dddd-0123456789ab_[0-9a-f]{32}\.mp3$/,
    );
    expect(bytes.equals(AUDIO)).toBe(true);
    expect(out).toContain(`fetched ${join(given.folder, name)} (12345 bytes)`);
    expect((await stat(join(given.folder, name))).mode & 0o777).toBe(0o600);
    expect((await stat(given.folder)).mode & 0o777).toBe(0o700);
    expect(given.media.requests).toEqual([
      { path: PATH, range: undefined, authorization: expect.stringMatching(/^Bearer \S+$/) },
    ]);
  });

  it('continues what was broken off', async () => {
    given.media.faults = [{ breaksOffAfter: 4_000 }];
    const broken = await download();
    expect(broken).toMatchObject({
      result: 1,
      out: expect.stringContaining(`FAILED ${aCall.record.recording_url}: `),
    });
    const part = await theFile();
    expect(part.name).toMatch(/\.part$/);
    expect(part.bytes.equals(AUDIO.subarray(0, part.bytes.length))).toBe(true);

    expect(await download()).toMatchObject({ result: 0, out: expect.stringContaining('continued at 4000') });
    const { name, bytes } = await theFile();
    expect(name).toMatch(/\.mp3$/);
    expect(bytes.equals(AUDIO)).toBe(true);
    expect(given.media.requests.map(({ range }) => range)).toEqual([undefined, 'bytes=4000-']);
  });

  it('begins anew where the host knows no ranges, or has nothing after the part', async () => {
    given.media.faults = [{ breaksOffAfter: 4_000 }];
    await download();
    given.media.ranges = false;
    expect(await download()).toMatchObject({ result: 0 });
    expect((await theFile()).bytes.equals(AUDIO)).toBe(true);

    const { name } = await theFile();
    const other = join(given.journals.folder, 'other');
    given.media.ranges = true;
    given.media.faults = [{ breaksOffAfter: 4_000 }];
    await download('--download', other);
    await writeFile(join(other, name.replace('.mp3', '.part')), Buffer.concat([AUDIO, AUDIO]));
    expect(await download('--download', other)).toMatchObject({ result: 0 });
    expect((await readFile(join(other, name))).equals(AUDIO)).toBe(true);
  });

  it('sends nothing to a host that is not Vonage’s, and fetches the others', async () => {
    const { origin } = given.media;
    await given.media.close();
    given.media = await startMediaHost();
    given.media.files.set(PATH, AUDIO);
    await given.journals.keep({ ...aCall.record, recording_url: `${origin}${PATH}`, size: 1 }, 'eu-west-1');
    await given.journals.keep(
      { ...aCall.record, recording_url: `https://example.com${PATH}`, size: 2 },
      'eu-west-1',
    );
    const { result, out } = await download();
    expect(result).toBe(1);
    expect(out.match(/FAILED http.*nothing was sent there/g)).toHaveLength(2);
    expect(await files()).toHaveLength(1);
  });

  it.each([
    ['refuses the token', { status: 401 }, 'answered 401'],
    ['has lost the recording', { status: 404 }, 'answered 404'],
    ['fails', { status: 500 }, 'answered 500'],
  ])('says so when the host %s', async (_case, fault, problem) => {
    given.media.faults = [fault];
    const { result, out } = await download();
    expect(result).toBe(1);
    expect(out).toContain(problem);
    expect(await files()).toEqual([]);
  });

  it('says so when the host is unreachable', async () => {
    await given.media.close();
    expect(await download()).toMatchObject({ result: 1, out: expect.stringContaining('ECONNREFUSED') });
  });

  it('tells programs the same', async () => {
    const { out } = await download('--json');
    expect(JSON.parse(out)).toEqual({
      day: '2026-01-01',
      complete: true,
      unavailable: [],
      unread: [],
      voicemails: [
        {
          key: expect.stringContaining('-record-'),
          conversation: CONVERSATION,
          from: CALLER,
          timestamp: at(28),
          url: aCall.record.recording_url,
          sizeBytes: 12_345,
          startTime: at(20),
          endTime: at(28),
          seconds: 8,
          state: 'fetched',
          file: expect.stringContaining(given.folder),
          bytes: 12_345,
          continuedAt: 0,
        },
      ],
    });
  });

  it('remarks on a key that others may read, and stays JSON', async () => {
    await chmod(given.keyFile, 0o644);
    const { out, err, result } = await download('--json');
    expect(result).toBe(0);
    expect(err).toBe(
      `Other users of this machine may read the Vonage application's private key: expected mode 0600 of ${given.keyFile}, found 0644. To fix this: chmod 600 ${given.keyFile}\n`,
    );
    expect(JSON.parse(out)).toMatchObject({ complete: true });
  });

  it('never shows the key or the token', async () => {
    given.media.faults = [{ status: 401 }];
    const { out, err } = await download('--json');
    const [{ authorization = '' } = {}] = given.media.requests;
    expect(authorization).not.toBe('');
    for (const secret of [PRIVATE_KEY.slice(40, 80), authorization.replace('Bearer ', '')])
      expect(out + err).not.toContain(secret);
  });

  it.each([
    ['no key file', undefined, /found no file that can be read \(ENOENT\)/],
    ['a file that is no key', 'ssh-rsa AAAA', /Expected a private key in PEM form/],
  ])('refuses %s', async (_case, text, message) => {
    const file = join(given.journals.folder, 'other.key');
    if (text !== undefined) await writeFile(file, text);
    await expect(download('--private-key-file', file)).rejects.toThrow(message);
  });
});
