import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOutputs } from '../../../cli/kit/read-outputs.ts';
import { twoRegions } from '../link/two-regions.ts';

let file: string;
beforeEach(async () => {
  file = join(await mkdtemp(join(tmpdir(), 'outputs-')), 'outputs.json');
});
afterEach(() => rm(join(file, '..'), { recursive: true }));

describe('the outputs of the deployed stacks', () => {
  it('are those of the two regions', async () => {
    await writeFile(file, JSON.stringify(twoRegions));
    expect((await readOutputs(file)).map(({ Region }) => Region)).toEqual(['eu-central-1', 'eu-west-1']);
  });

  it.each<[string, string | Uint8Array | undefined, string]>([
    [
      'a file that is not there',
      undefined,
      'found no file that can be read (ENOENT). "npm run outputs" writes it, also while a region is down;',
    ],
    ['no JSON', 'x', 'Expected JSON, found something else.'],
    [
      'a byte order mark',
      '\ufeff{}',
      'as UTF-8; found a byte order mark (EF BB BF) before the text. Save it as',
    ],
    ['UTF-16', Buffer.from('{}', 'utf16le'), 'as UTF-8; found text in UTF-16'],
    ['100,000 nested arrays', '['.repeat(100_000) + ']'.repeat(100_000), 'found other JSON'],
    ['nothing of ours', '{}', 'Expected one stack with Role "primary" in the outputs'],
    [
      'a deployment from before the journals',
      JSON.stringify({ ...twoRegions, 'stack-one': { ...twoRegions['stack-one'], JournalUrl: undefined } }),
      'JournalUrl of stack-one is missing',
    ],
  ])('refuses %s', async (_case, text, message) => {
    if (text !== undefined) await writeFile(file, text);
    await expect(readOutputs(file)).rejects.toThrow(message);
  });
});
