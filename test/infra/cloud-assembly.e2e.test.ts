import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { cloudAssembly } from '../../infra/cloud-assembly.ts';
import { readAssembly } from '../../emulator/assembly/read-assembly.ts';
import { settings } from '../fixtures/own/settings.ts';
import { synthesize } from '../../infra/synth.ts';

const WITH_DOMAIN = {
  ...settings,
  domain: { name: 'voice.example.com', hostedZoneId: 'Z0123456789ABCD', hostedZoneName: 'example.com' },
};

let folder: string;
let printed: ReturnType<typeof jest.spyOn>;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'voice-failover-assembly-'));
  printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
});
afterEach(async () => {
  printed.mockRestore();
  await rm(folder, { recursive: true });
});

const templatesIn = async (assembly: string): Promise<string> => {
  const files = (await readdir(assembly)).filter((file) => file.endsWith('.template.json'));
  return (await Promise.all(files.map((file) => readFile(join(assembly, file), 'utf8')))).join('\n');
};

describe('cloudAssembly', () => {
  it('leaves a domain out, says so in one line, and what it writes can be run', async () => {
    const assembly = await cloudAssembly({ outDir: join(folder, 'out'), settings: WITH_DOMAIN });
    expect(await templatesIn(assembly)).not.toContain('voice.example.com');
    expect(printed.mock.calls).toEqual([
      [expect.stringMatching(/^voice\.example\.com is left out, because DNS is not emulated\.[^\n]*$/)],
    ]);
    expect(readAssembly(assembly).primary.outputs['AnswerUrl']).toContain('.execute-api.');
  });

  it('says nothing without a domain, nor of an assembly that is there already', async () => {
    const assembly = await cloudAssembly({ outDir: join(folder, 'out') });
    expect(await cloudAssembly({ assembly, outDir: folder, settings: WITH_DOMAIN })).toBe(assembly);
    expect(printed).not.toHaveBeenCalled();
  });
});

describe('readAssembly', () => {
  it('refuses an assembly with a domain, by the resource, with what to do', async () => {
    const { folder: assembly } = await synthesize({ settings: WITH_DOMAIN, outDir: join(folder, 'out') });
    expect(() => readAssembly(assembly)).toThrow(
      expect.objectContaining({
        name: 'NotEmulatedError',
        message: expect.stringMatching(
          /^vonage-voice-failover-eu-\w+-1\S* .*: the emulator does not emulate a domain: no DNS moves it here\. Synthesize with domain: null in settings\.ts, or leave --assembly out/,
        ),
      }),
    );
  });
});
