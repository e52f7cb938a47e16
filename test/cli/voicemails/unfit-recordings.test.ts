import { chmod, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AUDIO, startMediaHost } from '../support/media-host.ts';
import { PATH, aDownload } from './a-download.ts';

const given = aDownload();
const { download, files, theFile } = given;

describe('npm run voicemails -- --download', () => {
  it('leaves alone what is there already, and says so where it is something else', async () => {
    await download();
    expect(await download()).toMatchObject({ result: 0, out: expect.stringContaining('left as it is: ') });
    const { name } = await theFile();
    await writeFile(join(given.folder, name), 'mine');
    const again = await download();
    expect(again.result).toBe(1);
    expect(again.out).toContain(
      `${name} is there already and is no whole recording: expected 12345 bytes, as Vonage's event says, found 4. It is left as it is: move it elsewhere, then try again`,
    );
    expect((await theFile()).bytes.toString()).toBe('mine');
    expect(given.media.requests).toHaveLength(1);
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
    ['reserved values', { body: Buffer.alloc(AUDIO.length, 0xff), type: 'audio/mpeg' }, 'mp3, wav or ogg'],
  ])('keeps nothing where the host sends %s, and fetches it the next time', async (_case, fault, problem) => {
    given.media.faults = [fault];
    const { result, out } = await download();
    expect(result).toBe(1);
    expect(out).toContain(problem);
    expect(await files()).toEqual([]);
    expect(await download()).toMatchObject({ result: 0 });
    expect((await theFile()).bytes.equals(AUDIO)).toBe(true);
  });

  it('keeps a recording that is larger than its event says', async () => {
    given.media.files.set(PATH, Buffer.concat([AUDIO, AUDIO]));
    expect(await download()).toMatchObject({ result: 0 });
    expect((await theFile()).bytes).toHaveLength(2 * AUDIO.length);
  });

  it('lets nobody else read a part, nor the file that is made of one that others could read', async () => {
    const modeOf = async (): Promise<number> =>
      (await stat(join(given.folder, (await theFile()).name))).mode & 0o777;
    given.media.faults = [{ breaksOffAfter: 4_000 }];
    await download();
    expect(await modeOf()).toBe(0o600);
    await chmod(join(given.folder, (await theFile()).name), 0o644);
    expect(await download()).toMatchObject({ result: 0 });
    expect(await modeOf()).toBe(0o600);
  });

  it('takes a part that is of something else for none', async () => {
    given.media.faults = [{ breaksOffAfter: 4_000 }];
    await download();
    const { name } = await theFile();
    await writeFile(join(given.folder, name), 'x'.repeat(4_000));
    expect(await download()).toMatchObject({ result: 0 });
    expect((await theFile()).bytes.equals(AUDIO)).toBe(true);
  });

  it.each([
    ['RIFF\0\0\0\0WAVE', 'audio/mpeg', 'wav'],
    ['OggS', 'audio/ogg; codecs=opus', 'ogg'],
    ['\u00ff\u00fb\u0090\0', 'application/octet-stream', 'mp3'],
    ['\u00ff\u00f3\u0040\0', 'binary/octet-stream', 'mp3'],
  ])('names what begins with %j and comes as %s .%s', async (begins, type, extension) => {
    const first = Buffer.from(begins, 'latin1');
    given.media.files.set(PATH, Buffer.concat([first, AUDIO.subarray(first.length)]));
    given.media.contentType = type;
    expect(await download()).toMatchObject({ result: 0 });
    expect((await theFile()).name.endsWith(`.${extension}`)).toBe(true);
  });

  it.each([301, 302, 303, 307, 308])('does not follow a %d to another host', async (status) => {
    const other = await startMediaHost();
    given.media.faults = [{ status, location: `${other.origin}/elsewhere` }];
    expect(await download()).toMatchObject({
      result: 1,
      out: expect.stringContaining(`redirects to ${other.origin}, another host: nothing was sent there`),
    });
    expect(other.requests).toEqual([]);
    expect(await files()).toEqual([]);
    await other.close();
  });

  it('follows a redirect on the same host, not for ever', async () => {
    given.media.faults = [{ status: 302, location: PATH }];
    expect(await download()).toMatchObject({ result: 0 });
    given.media.faults = Array.from({ length: 9 }, () => ({ status: 302, location: PATH }));
    expect(await download('--download', join(given.journals.folder, 'other'))).toMatchObject({
      result: 1,
      out: expect.stringContaining('redirects more than 5 times'),
    });
  });
});
