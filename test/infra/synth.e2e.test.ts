import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { OWN_FIXTURES } from '../fixtures/own/environment.ts';
import { settings } from '../fixtures/own/settings.ts';
import { synthesize } from '../../infra/synth.ts';
import { temporaryFolder } from './synthesized.ts';

const run = promisify(execFile);
const PROJECT = fileURLToPath(new URL('../..', import.meta.url));
const STACKS = [
  'vonage-voice-failover-eu-central-1',
  'vonage-voice-failover-eu-west-1',
  'vonage-voice-failover-static-eu-north-1',
];

let parent: string;
beforeEach(async () => {
  parent = await temporaryFolder();
});
afterEach(() => rm(parent, { recursive: true }));

/** Everything that is deployed: templates and asset manifests, whose keys are the assets' hashes. */
const deployedFiles = async (folder: string): Promise<Readonly<Record<string, string>>> => {
  const files = (await readdir(folder)).filter((file) => /\.(template|assets)\.json$/.test(file)).sort();
  const texts = files.map(async (file) => [file, await readFile(join(folder, file), 'utf8')] as const);
  return Object.fromEntries(await Promise.all(texts));
};

describe('synthesize', () => {
  it('writes the three stacks and says where', async () => {
    const { folder } = await synthesize({ outDir: join(parent, 'new', 'folder') });
    expect(folder).toBe(join(parent, 'new', 'folder'));
    const templates = (await readdir(folder)).filter((file) => file.endsWith('.template.json'));
    expect(templates.sort()).toEqual(STACKS.map((name) => `${name}.template.json`));
  });

  it('writes the same again from the same settings', async () => {
    const first = await synthesize({ outDir: join(parent, 'first') });
    const second = await synthesize({ outDir: join(parent, 'second') });
    expect(await deployedFiles(first.folder)).toEqual(await deployedFiles(second.folder));
  });

  it("refuses settings that do not fit into Lambda's environment", async () => {
    const applicationIds = Array.from(
      { length: 120 },
      (_, at) => `aaaaaaaa-bbbb-4ccc-8ddd-${String(at).padStart(12, '0')}`,
    );
    await expect(
      synthesize({
        outDir: join(parent, 'out'),
        settings: { ...settings, vonage: { ...settings.vonage, applicationIds } },
      }),
    ).rejects.toThrow(
      /expected at most 3500 bytes in each function's environment, all together, found \d{4} bytes/,
    );
  });

  it('removes an earlier synthesis from the folder: a stack that is gone must not be deployed', async () => {
    const outDir = join(parent, 'out');
    await synthesize({ outDir, settings: { ...settings, name: 'earlier' } });
    await synthesize({ outDir });
    expect((await readdir(outDir)).filter((file) => file.startsWith('earlier'))).toEqual([]);
  });

  it('refuses a folder that holds anything else, and leaves that alone', async () => {
    await mkdir(join(parent, 'out'));
    await writeFile(join(parent, 'out', 'letter.txt'), 'mine');
    await expect(synthesize({ outDir: join(parent, 'out') })).rejects.toThrow(
      /^Expected a folder for the cloud assembly alone, found letter.txt in /,
    );
    expect(await readdir(join(parent, 'out'))).toEqual(['letter.txt']);
  });

  it('refuses wrong settings before it writes anything', async () => {
    const wrong = { ...settings, regions: { ...settings.regions, primary: 'us-east-1' } };
    await expect(synthesize({ settings: wrong, outDir: join(parent, 'out') })).rejects.toThrow(
      'regions.primary: expected a region other than us-east-1',
    );
    expect(await readdir(parent)).toEqual([]);
  });

  it('refuses a static NCCO that is no file of static-ncco/', async () => {
    const wrong = { ...settings, staticNcco: 'music' };
    await expect(synthesize({ settings: wrong, outDir: join(parent, 'out') })).rejects.toThrow(/music/);
  });

  it('refuses stacks that are tied to each other, here by a name that holds a region', async () => {
    const tied = { ...settings, name: 'voice-eu-west-1' };
    await expect(synthesize({ settings: tied, outDir: join(parent, 'out') })).rejects.toThrow(
      /^The stacks must not be deployed as they are:\n {2}voice-eu-west-1-eu-central-1: .* names eu-west-1, the secondary region/,
    );
  });

  it('leaves nothing behind in the temporary folder, also when it fails', async () => {
    const temporary = join(parent, 'temporary');
    await mkdir(temporary);
    const script = `
      const { synthesize } = await import('./infra/synth.ts');
      const { settings } = await import('./test/fixtures/own/settings.ts');
      const out = process.argv[1];
      await synthesize({ outDir: out + '/good' });
      await synthesize({ outDir: out + '/bad', settings: { ...settings, staticNcco: 'music' } }).then(
        () => console.log('done'), () => console.log('refused'));`;
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script, parent], {
      cwd: PROJECT,
      env: { ...OWN_FIXTURES, TMPDIR: temporary },
    });
    expect(stdout.trim()).toBe('refused');
    expect(await readdir(temporary)).toEqual([]);
  });
});

describe("CloudFormation's own rules and AWS Solutions", () => {
  const domain = { name: 'voice.example.com', hostedZoneId: 'Z0123456789AB', hostedZoneName: 'example.com' };

  it('find nothing where environments are provisioned and reserved', async () => {
    const outDir = join(parent, 'validated');
    const functions = { memoryMb: 512, provisionedConcurrency: 2, reservedConcurrency: 4 };
    await synthesize({ outDir, settings: { ...settings, functions }, validate: true });
    const report = JSON.parse(await readFile(join(outDir, 'validation-report.json'), 'utf8'));
    expect(report.pluginReports).toEqual([]);
  });

  it.each([
    ['addresses are refused', { countOnly: false, domain: null }],
    ['addresses are counted', { countOnly: true, domain: null }],
    ['there is a domain', { countOnly: false, domain }],
  ])('find nothing where %s', async (_case, { countOnly, domain: chosen }) => {
    const outDir = join(parent, 'validated');
    const source = { mode: 'both', countOnly, operatorRanges: ['2606:4700::/32'] } as const;
    await synthesize({ outDir, settings: { ...settings, source, domain: chosen }, validate: true });
    const report = JSON.parse(await readFile(join(outDir, 'validation-report.json'), 'utf8'));
    // Our own warning, of an IPv6 block where Vonage has none, is the only thing that is said.
    const plugins = report.pluginReports as readonly { readonly pluginName: string }[];
    expect(plugins.map(({ pluginName }) => pluginName)).toEqual(['Construct Annotations']);
  });
});

describe('the CDK CLI', () => {
  it("writes what synthesize writes, and neither CloudFormation's own rules nor AWS Solutions find anything", async () => {
    const { folder } = await synthesize({ outDir: join(parent, 'in-process') });
    const outDir = join(parent, 'cli');
    const cdk = join(PROJECT, 'node_modules', 'aws-cdk', 'bin', 'cdk');
    await run(process.execPath, [cdk, 'synth', '--quiet', '--strict', '--output', outDir], {
      cwd: PROJECT,
      env: {
        ...OWN_FIXTURES,
        PATH: `${join(process.execPath, '..')}:${process.env['PATH'] ?? ''}`,
        HOME: parent,
      },
    });
    expect(await deployedFiles(outDir)).toEqual(await deployedFiles(folder));
    // What the rules find is listed here; --strict makes the CLI fail for a warning.
    const report = JSON.parse(await readFile(join(outDir, 'validation-report.json'), 'utf8'));
    expect(report.pluginReports).toEqual([]);
  }, 120_000);
});

describe('cdk.json', () => {
  it('decides every feature flag that the pinned CDK recommends', async () => {
    const read = async (file: string) => JSON.parse(await readFile(join(PROJECT, file), 'utf8'));
    const recommended = await read('node_modules/aws-cdk-lib/recommended-feature-flags.json');
    const { context, notices, versionReporting } = await read('cdk.json');
    expect(Object.keys(context)).toEqual(expect.arrayContaining(Object.keys(recommended)));
    expect({ notices, versionReporting, telemetry: context['cli-telemetry'] }).toEqual({
      notices: false,
      versionReporting: false,
      telemetry: false,
    });
  });
});
