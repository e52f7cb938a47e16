import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freeze as command, runFreeze } from '../../../cli/freeze/command.ts';
import type { Template } from '../../../cli/stacks/assembly.ts';
import { testIo } from '../link/support/test-io.ts';
import { STACKS, writeAssembly } from '../support/an-assembly.ts';
import type { WrittenAssembly } from '../support/an-assembly.ts';

let folder: string;
let file: string;
let assembly: WrittenAssembly;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-failover-freeze-'));
  file = join(folder, 'frozen-ids.json');
  assembly = await writeAssembly();
});
afterEach(async () => {
  await assembly.remove();
  await rm(folder, { recursive: true });
});

const freeze = async (from: WrittenAssembly, ...flags: string[]): Promise<string> => {
  const { io, take } = testIo({ env: {} });
  expect(await runFreeze(command.read(['--assembly', from.folder, ...flags]).values, { io, file })).toBe(0);
  return take().stdout;
};
const frozen = async (): Promise<unknown> => JSON.parse(await readFile(file, 'utf8'));

const REGIONAL = {
  AnswerLogs: 'AWS::Logs::LogGroup',
  JournalBucket: 'AWS::S3::Bucket',
  SignatureSecret: 'AWS::SecretsManager::Secret',
};
const ALL = {
  [STACKS.static]: { DeploymentLogs: 'AWS::Logs::LogGroup', StaticBucket: 'AWS::S3::Bucket' },
  [STACKS.secondary]: REGIONAL,
  [STACKS.primary]: REGIONAL,
};

const without = (template: Template, ...ids: string[]): Template => ({
  ...template,
  Resources: Object.fromEntries(Object.entries(template.Resources).filter(([id]) => !ids.includes(id))),
});

describe('npm run freeze', () => {
  it('writes the ids of all that holds something, stack by stack, and nothing of what can be made again', async () => {
    expect(await freeze(assembly)).toContain('frozen-ids.json holds 8 ids of ');
    expect(await frozen()).toEqual(ALL);
    expect(await freeze(assembly)).toContain('frozen-ids.json already holds these 8 ids.');
  });

  it('freezes what came new', async () => {
    const fewer = await writeAssembly((_role, template) => without(template, 'AnswerLogs'));
    await freeze(fewer);
    await fewer.remove();
    await freeze(assembly);
    expect(await frozen()).toEqual(ALL);
  });

  it('refuses to lose an id, and forgets it with --forget', async () => {
    await freeze(assembly);
    const fewer = await writeAssembly((role, template) =>
      role === 'primary' ? without(template, 'JournalBucket') : template,
    );
    await expect(freeze(fewer)).rejects.toThrow(
      `${STACKS.primary}: expected JournalBucket (AWS::S3::Bucket), found none\nPut them back`,
    );
    expect(await frozen()).toEqual(ALL);
    expect(await freeze(fewer, '--forget')).toContain(
      `forgotten: ${STACKS.primary}: expected JournalBucket (AWS::S3::Bucket), found none`,
    );
    const rest = Object.fromEntries(Object.entries(REGIONAL).filter(([id]) => id !== 'JournalBucket'));
    expect(await frozen()).toEqual({ ...ALL, [STACKS.primary]: rest });
    await fewer.remove();
  });

  it('does not overwrite a file that is none of its own', async () => {
    await writeFile(file, 'mine');
    await expect(freeze(assembly)).rejects.toThrow('found "mine"');
    expect(await readFile(file, 'utf8')).toBe('mine');
  });
});
