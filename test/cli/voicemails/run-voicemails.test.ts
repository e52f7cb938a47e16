import { readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { voicemails as command } from '../../../cli/voicemails/command.ts';
import { CALLER, CONVERSATION, aCall, at } from '../support/a-call.ts';
import { testIo } from '../link/support/test-io.ts';
import { capture } from '../support/capture.ts';
import { APPLICATION_ID, AUDIO, PRIVATE_KEY, startMediaHost } from '../support/media-host.ts';
import type { MediaHost } from '../support/media-host.ts';
import { startTwoJournals } from '../support/two-journals.ts';
import type { TwoJournals } from '../support/two-journals.ts';

const PATH = new URL(aCall.record.recording_url).pathname;

let journals: TwoJournals;
let media: MediaHost;
let folder: string;
let keyFile: string;
beforeEach(async () => {
  journals = await startTwoJournals();
  media = await startMediaHost();
  media.files.set(PATH, AUDIO);
  folder = join(journals.folder, 'voicemails');
  keyFile = join(journals.folder, 'private.key');
  await writeFile(keyFile, PRIVATE_KEY, { mode: 0o600 });
  await journals.keep(aCall.answered, 'eu-central-1');
  await journals.keep(aCall.record, 'eu-central-1', 'eu-west-1');
});
afterEach(async () => {
  await media.close();
  await journals.close();
});

const voicemails = (...args: readonly string[]) =>
  capture((io) =>
    command.run(['--day', '2026-01-01', '--outputs', journals.outputs, ...args], { ...testIo().io, ...io }),
  );
const download = (...args: readonly string[]) =>
  voicemails(
    ...['--download', folder, '--private-key-file', keyFile, '--application-id', APPLICATION_ID],
    ...['--media-stand-in', media.origin, ...args],
  );
const files = () => readdir(folder);
const theFile = async () => {
  const [name = '', ...others] = await files();
  expect(others).toEqual([]);
  return { name, bytes: await readFile(join(folder, name)) };
};

describe('npm run voicemails', () => {
  it('lists what callers have left, each once, and needs no key for it', async () => {
    const { out, result } = await voicemails();
    expect(result).toBe(0);
    expect(out).toBe(
      `${at(28)}  from ${CALLER}  ${CONVERSATION}  12345 bytes, 8 s, ${at(20)} – ${at(28)}, ${aCall.record.recording_url}\n`,
    );
    expect(media.requests).toEqual([]);
  });

  it('shows a recording that Vonage has lost as lost, with or without a timestamp', async () => {
    const lost = { ...aCall.record, recording_url: '' };
    await journals.keep(lost, 'eu-west-1');
    await journals.keep({ ...lost, timestamp: undefined, size: 0 }, 'eu-west-1');
    const { out } = await voicemails();
    expect(out.match(/LOST: the event that Vonage sent has no recording_url/g)).toHaveLength(2);
    expect(out).toContain(`no timestamp  from ${CALLER}  ${CONVERSATION}  0 bytes, 8 s, ${at(20)}`);
    const downloaded = await download();
    expect(downloaded.result).toBe(1);
    expect(downloaded.out.match(/FAILED calls\/\S+: Vonage has lost this recording/g)).toHaveLength(2);
    expect(await files()).toHaveLength(1);
  });

  it('names a caller whose number is withheld', async () => {
    await journals.keep(
      { ...aCall.answered, from: '', conversation_uuid: 'CON-x', timestamp: '2026-01-03T00:00:00.000Z' },
      'eu-west-1',
    );
    const record = { ...aCall.record, conversation_uuid: 'CON-x', timestamp: '2026-01-03T00:00:01.000Z' };
    await journals.keep(record, 'eu-west-1');
    expect((await voicemails('--day', '2026-01-03')).out).toContain('  from withheld  CON-x  ');
  });

  it('says when there are none', async () => {
    expect(await voicemails('--day', '2026-01-02')).toMatchObject({
      result: 0,
      out: 'No recording on 2026-01-02 (UTC).\n',
    });
  });

  it('says that a journal is unavailable, and lists what the other one has', async () => {
    await journals.s3['eu-central-1'].close();
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
    expect(out).toContain(`fetched ${join(folder, name)} (12345 bytes)`);
    expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(media.requests).toEqual([
      { path: PATH, range: undefined, authorization: expect.stringMatching(/^Bearer \S+$/) },
    ]);
  });

  it('leaves alone what is there already, and says so where it is something else', async () => {
    await download();
    expect(await download()).toMatchObject({ result: 0, out: expect.stringContaining('left as it is: ') });
    const { name } = await theFile();
    await writeFile(join(folder, name), 'mine');
    const again = await download();
    expect(again.result).toBe(1);
    expect(again.out).toContain(
      `${name} is there already and is no whole recording: expected 12345 bytes, as Vonage's event says, found 4. It is left as it is: move it elsewhere, then try again`,
    );
    expect((await theFile()).bytes.toString()).toBe('mine');
    expect(media.requests).toHaveLength(1);
  });

  const HTML = Buffer.from('<html>no such file</html>'.padEnd(AUDIO.length));
  it.each<[string, { readonly body: Buffer; readonly type: string | undefined }, string]>([
    ['HTML', { body: HTML, type: 'text/html' }, 'found the content type "text/html"'],
    ['HTML that is called audio', { body: HTML, type: 'audio/mpeg' }, 'found "<html>no suc"'],
    ['HTML of no type', { body: HTML, type: undefined }, 'found "<html>no suc"'],
    ['JSON', { body: Buffer.from('{}'), type: 'application/json' }, 'found the content type'],
    ['nothing', { body: Buffer.alloc(0), type: 'audio/mpeg' }, 'found 0 bytes'],
    [
      'the first 10 bytes',
      { body: AUDIO.subarray(0, 10), type: 'audio/mpeg' },
      'expected 12345 bytes, as Vonage',
    ],
    ['more than there is', { body: Buffer.concat([AUDIO, AUDIO]), type: 'audio/mpeg' }, 'found 24690'],
    ['reserved values', { body: Buffer.alloc(AUDIO.length, 0xff), type: 'audio/mpeg' }, 'mp3, wav or ogg'],
  ])('keeps nothing where the host sends %s, and fetches it the next time', async (_case, fault, problem) => {
    media.faults = [fault];
    const { result, out } = await download();
    expect(result).toBe(1);
    expect(out).toContain(problem);
    expect(await files()).toEqual([]);
    expect(await download()).toMatchObject({ result: 0 });
    expect((await theFile()).bytes.equals(AUDIO)).toBe(true);
  });

  it('takes a part that is of something else for none', async () => {
    media.faults = [{ breaksOffAfter: 4_000 }];
    await download();
    const { name } = await theFile();
    await writeFile(join(folder, name), 'x'.repeat(4_000));
    expect(await download()).toMatchObject({ result: 0 });
    expect((await theFile()).bytes.equals(AUDIO)).toBe(true);
  });

  it('continues what was broken off', async () => {
    media.faults = [{ breaksOffAfter: 4_000 }];
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
    expect(media.requests.map(({ range }) => range)).toEqual([undefined, 'bytes=4000-']);
  });

  it('begins anew where the host knows no ranges, or has nothing after the part', async () => {
    media.faults = [{ breaksOffAfter: 4_000 }];
    await download();
    media.ranges = false;
    expect(await download()).toMatchObject({ result: 0 });
    expect((await theFile()).bytes.equals(AUDIO)).toBe(true);

    const { name } = await theFile();
    const other = join(journals.folder, 'other');
    media.ranges = true;
    media.faults = [{ breaksOffAfter: 4_000 }];
    await download('--download', other);
    await writeFile(join(other, name.replace('.mp3', '.part')), Buffer.concat([AUDIO, AUDIO]));
    expect(await download('--download', other)).toMatchObject({ result: 0 });
    expect((await readFile(join(other, name))).equals(AUDIO)).toBe(true);
  });

  it.each([
    ['RIFF\0\0\0\0WAVE', 'audio/mpeg', 'wav'],
    ['OggS', 'audio/ogg; codecs=opus', 'ogg'],
    ['\u00ff\u00fb\u0090\0', 'application/octet-stream', 'mp3'],
    ['\u00ff\u00f3\u0040\0', 'binary/octet-stream', 'mp3'],
  ])('names what begins with %j and comes as %s .%s', async (begins, type, extension) => {
    const first = Buffer.from(begins, 'latin1');
    media.files.set(PATH, Buffer.concat([first, AUDIO.subarray(first.length)]));
    media.contentType = type;
    expect(await download()).toMatchObject({ result: 0 });
    expect((await theFile()).name.endsWith(`.${extension}`)).toBe(true);
  });

  it('sends nothing to a host that is not Vonage’s, and fetches the others', async () => {
    const { origin } = media;
    await media.close();
    media = await startMediaHost();
    media.files.set(PATH, AUDIO);
    await journals.keep({ ...aCall.record, recording_url: `${origin}${PATH}`, size: 1 }, 'eu-west-1');
    await journals.keep(
      { ...aCall.record, recording_url: `https://example.com${PATH}`, size: 2 },
      'eu-west-1',
    );
    const { result, out } = await download();
    expect(result).toBe(1);
    expect(out.match(/FAILED http.*nothing was sent there/g)).toHaveLength(2);
    expect(await files()).toHaveLength(1);
  });

  it.each([301, 302, 303, 307, 308])('does not follow a %d to another host', async (status) => {
    const other = await startMediaHost();
    media.faults = [{ status, location: `${other.origin}/elsewhere` }];
    expect(await download()).toMatchObject({
      result: 1,
      out: expect.stringContaining(`redirects to ${other.origin}, another host: nothing was sent there`),
    });
    expect(other.requests).toEqual([]);
    expect(await files()).toEqual([]);
    await other.close();
  });

  it('follows a redirect on the same host, not for ever', async () => {
    media.faults = [{ status: 302, location: PATH }];
    expect(await download()).toMatchObject({ result: 0 });
    media.faults = Array.from({ length: 9 }, () => ({ status: 302, location: PATH }));
    expect(await download('--download', join(journals.folder, 'other'))).toMatchObject({
      result: 1,
      out: expect.stringContaining('redirects more than 5 times'),
    });
  });

  it.each([
    ['refuses the token', { status: 401 }, 'answered 401'],
    ['has lost the recording', { status: 404 }, 'answered 404'],
    ['fails', { status: 500 }, 'answered 500'],
  ])('says so when the host %s', async (_case, fault, problem) => {
    media.faults = [fault];
    const { result, out } = await download();
    expect(result).toBe(1);
    expect(out).toContain(problem);
    expect(await files()).toEqual([]);
  });

  it('says so when the host is unreachable', async () => {
    await media.close();
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
          file: expect.stringContaining(folder),
          bytes: 12_345,
          continuedAt: 0,
        },
      ],
    });
  });

  it('never shows the key or the token', async () => {
    media.faults = [{ status: 401 }];
    const { out, err } = await download('--json');
    const [{ authorization = '' } = {}] = media.requests;
    expect(authorization).not.toBe('');
    for (const secret of [PRIVATE_KEY.slice(40, 80), authorization.replace('Bearer ', '')])
      expect(out + err).not.toContain(secret);
  });

  it.each([
    ['no key file', undefined, /found no file that can be read \(ENOENT\)/],
    ['a file that is no key', 'ssh-rsa AAAA', /Expected a private key in PEM form/],
  ])('refuses %s', async (_case, text, message) => {
    const file = join(journals.folder, 'other.key');
    if (text !== undefined) await writeFile(file, text);
    await expect(download('--private-key-file', file)).rejects.toThrow(message);
  });
});
