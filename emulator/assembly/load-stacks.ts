import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  type Artifact,
  CloudAssemblyError,
  environmentOf,
  readAssemblyFile,
  readManifest,
  STACK,
} from '../../contracts/cloud-assembly.ts';
import { AssemblyError } from './assembly-error.ts';
import { PLACEHOLDER_ACCOUNT } from './stack-source.ts';
import type { Asset, StackSource, Template } from './stack-source.ts';

/** Major version of the cloud assembly schema that the pinned aws-cdk-lib writes. */
const SCHEMA_MAJOR = 55;

const SYNTHESIZE = 'Synthesize again: npm run synth.';
/** Artifacts that describe the assembly and deploy nothing. */
const DESCRIPTIVE = new Set(['cdk:tree', 'cdk:asset-manifest', 'cdk:feature-flag-report', 'none']);

/** Stacks of the cloud assembly in `folder`, in the manifest's order. */
export function loadStacks(folder: string): readonly StackSource[] {
  try {
    return load(folder);
  } catch (error) {
    if (!(error instanceof CloudAssemblyError)) throw error;
    throw new AssemblyError({ expected: error.expected, found: error.found, todo: SYNTHESIZE });
  }
}

function load(folder: string): readonly StackSource[] {
  const root = resolve(folder);
  if (!existsSync(join(root, 'manifest.json')))
    throw new AssemblyError({
      expected: `a cloud assembly in ${folder}`,
      found: existsSync(root) ? 'no manifest.json in it' : 'no such folder',
      todo: `Name the folder that cdk synth wrote. ${SYNTHESIZE}`,
    });
  const { version, artifacts } = readManifest(root);
  if (Number.parseInt(version, 10) !== SCHEMA_MAJOR)
    throw new AssemblyError({
      expected: `a cloud assembly of schema ${String(SCHEMA_MAJOR)}`,
      found: `schema ${version}`,
      todo: `It was written by another aws-cdk-lib than the one in package.json. ${SYNTHESIZE}`,
    });
  const stacks: StackSource[] = [];
  for (const [name, artifact] of Object.entries(artifacts)) {
    if (artifact.type === STACK) stacks.push(loadStack(root, name, artifact, artifacts));
    else if (!DESCRIPTIVE.has(artifact.type))
      throw new AssemblyError({
        expected: 'stacks and their assets in manifest.json',
        found: `artifact ${name} of type ${artifact.type}`,
        todo: 'The emulator starts stacks only: take it out of the app.',
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
  const { account = PLACEHOLDER_ACCOUNT, region } = environmentOf(artifact);
  if (region === undefined)
    throw new AssemblyError({
      expected: `a region for stack ${name}`,
      found: artifact.environment ?? 'no environment',
      todo: 'Give the stack env.region.',
    });
  const template = readAssemblyFile(root, text(artifact, 'templateFile', name)) as Template;
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
    account,
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
  const manifest = readAssemblyFile(root, file) as AssetManifest;
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
