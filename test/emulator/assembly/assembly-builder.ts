import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readAssembly } from '../../../emulator/assembly/read-assembly.ts';
import type { Deployment } from '../../../emulator/deployment.ts';

type Json = Record<string, unknown>;

export const PRIMARY = 'app-eu-central-1';
export const SECONDARY = 'app-eu-west-1';
export const STATIC = 'app-static';

const REGIONS: Record<string, string> = {
  [PRIMARY]: 'eu-central-1',
  [SECONDARY]: 'eu-west-1',
  [STATIC]: 'eu-north-1',
};
const ASSETS = ['code', 'files', 'marked', 'provider'];

/** A small cloud assembly in the shape that CDK writes: two regions with one route, and static files. */
export interface AssemblyBuilder {
  readonly folder: string;
  readonly manifest: { version: string; artifacts: Record<string, Json> };
  /** By stack name. */
  readonly templates: Record<string, Json>;
  readonly files: Record<string, string | Buffer>;
  /**
   * Changes a template: `Resources.Front.Properties.DistributionConfig.Enabled`, or from a resource's
   * properties: `Front.DistributionConfig.Enabled`. undefined removes.
   */
  set(stack: string, path: string, value: unknown): void;
  get(stack: string, path: string): unknown;
  /** Writes the folder. */
  write(): void;
  /** Writes the folder and reads it with what is tested. */
  read(): Deployment;
  remove(): void;
}

export function buildAssembly(): AssemblyBuilder {
  const folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  const templates: Record<string, Json> = {
    [PRIMARY]: fixture('regional', 'primary'),
    [SECONDARY]: fixture('regional', 'secondary'),
    [STATIC]: fixture('static'),
  };
  const manifest = {
    version: '55.0.0',
    artifacts: Object.assign({}, ...Object.keys(REGIONS).map(artifactsOf)) as Record<string, Json>,
  };
  const files: Record<string, string | Buffer> = {
    'asset.code/index.cjs': 'exports.handler = async () => ({ statusCode: 200 });',
    'asset.files/fallback.json': '[{"action":"talk","text":"Hello"}]',
    'asset.marked/played.json':
      '[{"action":"stream","streamUrl":["https://<<marker:0xbaba:0>>/audio/a.wav"]}]',
    'asset.provider/index.py': 'def handler(event, context): pass',
  };
  const find = (stack: string, path: string): { holder: Json; name: string } => {
    const names = path.split('.');
    const section = SECTIONS.includes(names[0] ?? '');
    const whole = section ? names : ['Resources', names[0] ?? '', 'Properties', ...names.slice(1)];
    const name = whole.pop() ?? '';
    const holder = whole.reduce<Json>((at, step) => (at[step] ??= {}) as Json, templates[stack] as Json);
    return { holder, name };
  };
  const write = (): void => {
    writeAll(folder, { ...files, 'manifest.json': JSON.stringify(manifest) });
    for (const [name, template] of Object.entries(templates))
      writeAll(folder, {
        [`${name}.template.json`]: JSON.stringify(template),
        [`${name}.assets.json`]: JSON.stringify(ASSET_MANIFEST),
      });
  };
  return {
    folder,
    manifest,
    templates,
    files,
    set: (stack, path, value) => {
      const { holder, name } = find(stack, path);
      holder[name] = value;
    },
    get: (stack, path) => {
      const { holder, name } = find(stack, path);
      return holder[name];
    },
    write,
    read: () => {
      write();
      return readAssembly(folder);
    },
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const SECTIONS = ['Conditions', 'Outputs', 'Parameters', 'Resources'];
const ASSET_MANIFEST = {
  version: '55.0.0',
  files: Object.fromEntries(
    ASSETS.map((asset) => [
      asset,
      {
        source: { path: `asset.${asset}`, packaging: 'zip' },
        destinations: { here: { bucketName: 'assets', objectKey: `${asset}.zip` } },
      },
    ]),
  ),
};

function fixture(name: string, role = ''): Json {
  const file = new URL(`../../fixtures/emulator/${name}.template.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8').replace('ROLE', role)) as Json;
}

function artifactsOf(name: string): Record<string, Json> {
  return {
    [`${name}.assets`]: { type: 'cdk:asset-manifest', properties: { file: `${name}.assets.json` } },
    [name]: {
      type: 'aws:cloudformation:stack',
      environment: `aws://unknown-account/${String(REGIONS[name])}`,
      properties: { templateFile: `${name}.template.json` },
      dependencies: [`${name}.assets`],
    },
  };
}

function writeAll(folder: string, files: Record<string, string | Buffer>): void {
  for (const [file, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), content);
  }
}
