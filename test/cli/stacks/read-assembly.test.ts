import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { settings } from '../../fixtures/own/settings.ts';
import { inOrder, resolveName } from '../../../cli/stacks/assembly.ts';
import { readAssembly } from '../../../cli/stacks/read-assembly.ts';
import { REGIONS, STACKS, writeAssembly } from '../support/an-assembly.ts';
import type { WrittenAssembly } from '../support/an-assembly.ts';

describe('a cloud assembly', () => {
  let assembly: WrittenAssembly;
  beforeEach(async () => {
    assembly = await writeAssembly();
  });
  afterEach(() => assembly.remove());

  it('is read by what its stacks output, static first and the primary last', async () => {
    const read = readAssembly(assembly.folder, settings);
    expect(inOrder(read).map(({ role, name, region }) => [role, name, region])).toEqual(
      (['static', 'secondary', 'primary'] as const).map((role) => [role, STACKS[role], REGIONS[role]]),
    );
    // The assets need more than the stack.
    expect(read.stacks.primary.bootstrap).toEqual({
      version: 7,
      parameter: '/cdk-bootstrap/hnb659fds/version',
    });
    expect(read.stacks.primary.account).toBeUndefined();
    const { stacks } = readAssembly(assembly.folder, { ...settings, account: '444455556666' });
    expect(Object.values(stacks).map(({ account }) => account)).toEqual(Array(3).fill('444455556666'));
  });

  it('refuses a folder that is none', async () => {
    await rm(join(assembly.folder, 'manifest.json'));
    expect(() => readAssembly(assembly.folder, settings)).toThrow('Expected a cloud assembly');
    await writeFile(join(assembly.folder, 'manifest.json'), '{}');
    expect(() => readAssembly(assembly.folder, settings)).toThrow('Expected one static stack');
  });

  it('refuses the stacks of another deployment', async () => {
    expect(() => readAssembly(assembly.folder, { ...settings, name: 'another' })).toThrow(
      `Expected the static stack of ${assembly.folder} to be another-static-${REGIONS.static}`,
    );
  });

  it('refuses two primaries', async () => {
    const both = await writeAssembly((role, template) =>
      role === 'secondary'
        ? { ...template, Outputs: { ...template.Outputs, Role: { Value: 'primary' } } }
        : template,
    );
    try {
      expect(() => readAssembly(both.folder, settings)).toThrow('Expected one secondary stack');
    } finally {
      await both.remove();
    }
  });
});

describe('a physical name in a template', () => {
  const where = { account: '111122223333', region: 'eu-west-1' };

  it.each([
    ['plain', 'plain'],
    [{ Ref: 'AWS::AccountId' }, '111122223333'],
    [
      { 'Fn::Join': ['-', ['a', { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }]] },
      'a-eu-west-1-111122223333',
    ],
    [{ Ref: 'Bucket' }, undefined],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Bucket' }]] }, undefined],
    [undefined, undefined],
  ])('%j is %s', (value, name) => {
    expect(resolveName(value, where)).toBe(name);
  });
});
