import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { check, update } from '../../../cli/ip-ranges/command.ts';
import { runIpRanges } from '../../../cli/ip-ranges/run-ip-ranges.ts';
import { capture } from '../support/capture.ts';
import { startListServer } from './start-list-server.ts';
import type { ListServer } from './start-list-server.ts';

const KEPT = { cidr: '216.147.0.0/18', source: 'a page', date: '2024-01-31', note: 'certain' };
const OLD = { cidr: '5.10.112.0/28', source: 'an old page', date: '2019-01-31' };
const OWN = `${JSON.stringify({ updated: '2026-01-31', ranges: [KEPT, OLD] }, null, 2)}\n`;

let folder: string;
let own: string;
let server: ListServer | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ip-ranges-'));
  own = join(folder, 'own.json');
  await writeFile(own, OWN);
});

afterEach(async () => {
  await server?.close();
  server = undefined;
  await rm(folder, { recursive: true });
});

const serves = async (...answer: Parameters<typeof startListServer>): Promise<string> => {
  server = await startListServer(...answer);
  return server.url;
};
const run = (action: 'check' | 'update', ...args: readonly string[]) =>
  capture(({ stdout }) => {
    const options =
      action === 'check' ? { ...check.read(args).values, force: false } : update.read(args).values;
    return runIpRanges({ ...options, action }, own, stdout);
  });
const listed = async (text: string | Uint8Array): Promise<string> => {
  const file = join(folder, 'list.txt');
  await writeFile(file, text);
  return file;
};
/** It fails with this text, and the file is as it was, alone in its folder but for the list. */
const refuses = async (args: Parameters<typeof run>, message: string | RegExp): Promise<void> => {
  const before = await readFile(own, 'utf8');
  await expect(run(...args)).rejects.toThrow(message);
  expect(await readFile(own, 'utf8')).toBe(before);
  expect((await readdir(folder)).filter((name) => !['list.txt', 'own.json'].includes(name))).toEqual([]);
};

describe('npm run ip-ranges -- check', () => {
  it('finds no difference, whatever the order', async () => {
    const url = await serves((_request, response) => void response.end('["5.10.112.0/28","216.147.0.0/18"]'));
    const { result, out } = await run('check', '--url', url);
    expect(result).toBe(0);
    expect(out).toBe(`the same 2 ranges in vonage-ip-ranges.json and in ${url}\n`);
  });

  it('prints the difference, exits 2, and writes nothing', async () => {
    const url = await serves((_request, response) => void response.end('216.147.0.0/18\n5.10.113.0/28\n'));
    const { result, out } = await run('check', '--url', url);
    expect(result).toBe(2);
    expect(out.split('\n')).toEqual([
      '+ 5.10.113.0/28',
      '- 5.10.112.0/28  (2019-01-31, an old page)',
      `1 more and 1 fewer in ${url} than in vonage-ip-ranges.json; 1 in both`,
      '"npm run ip-ranges -- update" writes the list into the file.',
      '',
    ]);
    expect(await readFile(own, 'utf8')).toBe(OWN);
  });

  it('says that a difference is suspicious', async () => {
    const { result, out } = await run('check', '--file', await listed('5.10.112.0/28'), '--json');
    expect(result).toBe(2);
    expect(JSON.parse(out)).toEqual({
      list: 'list.txt',
      added: [],
      removed: ['216.147.0.0/18'],
      suspicions: ['16384 of 16400 IPv4 addresses are gone'],
      written: false,
    });
  });
});

describe('npm run ip-ranges -- update', () => {
  it('keeps what is known of a range, and tells where a new one is from', async () => {
    const url = await serves((_request, response) => void response.end('["5.10.113.0/28","216.147.0.0/18"]'));
    const { result, out } = await run('update', '--url', url);
    expect(result).toBe(0);
    expect(out).toContain('vonage-ip-ranges.json is written');
    const day = expect.stringMatching(/^\d{4}-\d\d-\d\d$/) as string;
    expect(JSON.parse(await readFile(own, 'utf8'))).toEqual({
      updated: day,
      ranges: [KEPT, { cidr: '5.10.113.0/28', source: url, date: day }],
    });
    expect(await readdir(folder)).toEqual(['own.json']);
    expect((await run('check', '--url', url)).result).toBe(0);
  });

  it('writes nothing when nothing has changed', async () => {
    const { result } = await run('update', '--file', await listed('5.10.112.0/28\n216.147.0.0/18'));
    expect(result).toBe(0);
    expect(await readFile(own, 'utf8')).toBe(OWN);
  });

  it('refuses a suspicious list, and takes it with --force', async () => {
    const list = await listed('5.10.112.0/28');
    await refuses(['update', '--file', list], '16384 of 16400 IPv4 addresses are gone. Nothing was changed');
    const { result } = await run('update', '--file', list, '--force');
    expect(result).toBe(0);
    expect(JSON.parse(await readFile(own, 'utf8'))).toMatchObject({ ranges: [OLD] });
  });

  it.each(['0.0.0.0/0', '', '<html></html>', '216.147.0.1/18'])(
    'refuses %j, with --force too',
    async (text) => {
      await refuses(['update', '--force', '--file', await listed(text)], 'nothing was changed');
    },
  );

  it('refuses to start from an own file that is wrong', async () => {
    await writeFile(own, '{"ranges":[]}');
    await refuses(['update', '--file', await listed('5.10.112.0/28')], 'ranges: expected at least one range');
  });
});

describe('a list that cannot be had', () => {
  it.each([
    ['404', 404, {}, 'expected status 200, found 404'],
    ['500', 500, {}, 'found 500'],
    ['204', 204, {}, 'found 204'],
    [
      'a redirect',
      302,
      { location: 'https://elsewhere.example/' },
      'found 302 to https://elsewhere.example/',
    ],
  ])('%s', async (_what, status, headers, message) => {
    const url = await serves(
      (_request, response) =>
        void response.writeHead(status, headers).end(status === 204 ? '' : '216.147.0.0/18'),
    );
    await refuses(['update', '--url', url], message);
    expect(server?.asked).toHaveLength(1);
  });

  it('more than 1 MB, without an end', async () => {
    const url = await serves((_request, response) => {
      const more = (): void => {
        while (response.write(`${'#'.repeat(99_998)}\n`));
      };
      response.on('drain', more);
      more();
    });
    await refuses(['update', '--url', url], 'expected at most 1000000 bytes, found more');
  });

  it('a byte more than 1 MB', async () => {
    const ofBytes = (bytes: number) => listed(`216.147.0.0/18\n5.10.112.0/28\n${'#'.repeat(bytes - 29)}`);
    expect((await run('check', '--file', await ofBytes(1_000_000))).result).toBe(0);
    await refuses(['check', '--file', await ofBytes(1_000_001)], 'found more');
  });

  it('a connection that breaks in the middle', async () => {
    const url = await serves((_request, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('216.147.0.0/18\n', () => response.destroy());
    });
    await refuses(
      ['update', '--url', url],
      'expected a list of ranges in UTF-8, found TypeError: terminated',
    );
  });

  it('no server there', async () => {
    const url = await serves(() => undefined);
    await server?.close();
    await refuses(['update', '--url', url], /fetch failed.*ECONNREFUSED/);
  });

  it('no such file, and what is not UTF-8', async () => {
    await refuses(['update', '--file', join(folder, 'none')], 'ENOENT');
    await refuses(['update', '--file', folder], 'EISDIR');
    await refuses(
      ['update', '--file', await listed(Uint8Array.of(0xe9, 0xe9, 0xe9))],
      'found bytes that are no UTF-8',
    );
    const wide = await listed(Buffer.from('5.10.112.0/28', 'utf16le'));
    await refuses(['update', '--file', wide], 'in UTF-8, found text in UTF-16');
    await refuses(['update', '--file', await listed('\ufeff[]')], 'in UTF-8, found a byte order mark');
  });
});
