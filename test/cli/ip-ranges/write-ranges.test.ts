import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeRanges } from '../../../cli/ip-ranges/run-ip-ranges.ts';

const RANGES = { updated: '2026-01-31', ranges: [{ cidr: '5.0.0.0/24', source: 'a', date: '2026-01-31' }] };

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'write-ranges-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('writeRanges', () => {
  it('writes the file, and leaves nothing beside it', async () => {
    const file = join(folder, 'ranges.json');
    await writeRanges(file, RANGES);
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(RANGES);
    expect(await readdir(folder)).toEqual(['ranges.json']);
  });

  it('leaves nothing beside what it cannot replace', async () => {
    const file = await mkdtemp(join(folder, 'a-folder-'));
    await expect(writeRanges(file, RANGES)).rejects.toThrow(/EISDIR|ENOTEMPTY|EEXIST/);
    expect(await readdir(folder)).toHaveLength(1);
  });
});
