import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AssemblyError } from './assembly-error.ts';
import { PLACEHOLDER_ACCOUNT } from './stack-source.ts';
import type { Asset, StackSource, Template } from './stack-source.ts';

/** Major version of the cloud assembly schema that the pinned aws-cdk-lib writes. */
const SCHEMA_MAJOR = 55;

const SYNTHESIZE = 'Synthesize again: npm run synth.';
/** Artifacts that describe the assembly and deploy nothing. */
const DESCRIPTIVE = new Set(['cdk:tree', 'cdk:asset-manifest', 'cdk:feature-flag-report', 'none']);

interface Manifest {
  readonly version?: unknown;
  readonly artifacts?: Readonly<Record<string, Artifact>>;
}
interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly dependencies?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** Stacks of the cloud assembly in `folder`, in the manifest's order. */
export function loadStacks(folder: string): readonly StackSource[] {
  const root = resolve(folder);
  if (!existsSync(join(root, 'manifest.json')))
    throw new AssemblyError({
      expected: `a cloud assembly in ${folder}`,
      found: existsSync(root) ? 'no manifest.json in it' : 'no such folder',
      todo: `Name the folder that cdk synth wrote. ${SYNTHESIZE}`,
    });
  const manifest = readJson(join(root, 'manifest.json')) as Manifest;
  const version = String(manifest.version);
  if (Number.parseInt(version, 10) !== SCHEMA_MAJOR)
    throw new AssemblyError({
      expected: `a cloud assembly of schema ${String(SCHEMA_MAJOR)}`,
      found: `schema ${version}`,
      todo: `It was written by another aws-cdk-lib than the one in package.json. ${SYNTHESIZE}`,
    });
  const artifacts = manifest.artifacts ?? {};
  const stacks: StackSource[] = [];
  for (const [name, artifact] of Object.entries(artifacts)) {
    if (artifact.type === 'aws:cloudformation:stack') stacks.push(loadStack(root, name, artifact, artifacts));
    else if (!DESCRIPTIVE.has(artifact.type))
      throw new AssemblyError({
        expected: 'stacks and their assets in manifest.json',
        found: `artifact ${name} of type ${artifact.type}`,
        todo: 'The world starts stacks only: take it out of the app.',
      });
  }
  return stacks;
}

function loadStack(
  root: string,
  name: string,
  artifact: Artifact,
  artifacts: Readonly<Record<string, Artifact>>,
): StackSource {
  const environment = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(artifact.environment ?? '');
  const [, account = '', region = ''] = environment ?? [];
  if (region === '' || region === 'unknown-region')
    throw new AssemblyError({
      expected: `a region for stack ${name}`,
      found: artifact.environment ?? 'no environment',
      todo: 'Give the stack env.region.',
    });
  const template = readJson(join(root, text(artifact, 'templateFile', name))) as Template;
  if (typeof template.Resources !== 'object')
    throw new AssemblyError({
      expected: `Resources in the template of ${name}`,
      found: 'none',
      todo: SYNTHESIZE,
    });
  const assets = new Map<string, Asset>();
  for (const dependency of artifact.dependencies ?? []) {
    const manifest = artifacts[dependency];
    if (manifest?.type === 'cdk:asset-manifest') addAssets(assets, root, text(manifest, 'file', dependency));
  }
  const stackName = artifact.properties?.['stackName'];
  return {
    name: typeof stackName === 'string' ? stackName : name,
    region,
    account: account === 'unknown-account' ? PLACEHOLDER_ACCOUNT : account,
    template,
    assets,
  };
}

interface AssetManifest {
  readonly files?: Readonly<
    Record<
      string,
      {
        readonly source: { readonly path?: string; readonly packaging?: string };
        readonly destinations: Readonly<Record<string, { readonly objectKey: string }>>;
      }
    >
  >;
}

function addAssets(assets: Map<string, Asset>, root: string, file: string): void {
  const manifest = readJson(join(root, file)) as AssetManifest;
  for (const { source, destinations } of Object.values(manifest.files ?? {}))
    if (source.path !== undefined)
      for (const { objectKey } of Object.values(destinations))
        assets.set(objectKey, {
          path: resolve(root, source.path),
          packaging: source.packaging ?? 'file',
        });
}

function text(artifact: Artifact, property: string, name: string): string {
  const value = artifact.properties?.[property];
  if (typeof value === 'string') return value;
  throw new AssemblyError({
    expected: `properties.${property} of artifact ${name} in manifest.json`,
    found: String(value),
    todo: SYNTHESIZE,
  });
}

function readJson(file: string): unknown {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error) {
    throw new AssemblyError({
      expected: `the file ${file}`,
      found: (error as NodeJS.ErrnoException).code ?? String(error),
      todo: SYNTHESIZE,
    });
  }
  try {
    const value: unknown = JSON.parse(content);
    if (typeof value === 'object' && value !== null) return value;
    throw new SyntaxError('not an object');
  } catch (error) {
    throw new AssemblyError({
      expected: `a JSON object in ${file}`,
      found: (error as Error).message,
      todo: SYNTHESIZE,
    });
  }
}
