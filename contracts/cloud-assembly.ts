import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An entry of a cloud assembly's manifest. */
export interface Artifact {
  readonly type: string;
  readonly environment?: string;
  /** Names of other artifacts; a stack's assets are among them. */
  readonly dependencies?: readonly string[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

export interface Manifest {
  /** Of the cloud assembly schema. */
  readonly version: string;
  readonly artifacts: Readonly<Record<string, Artifact>>;
}

export const STACK = 'aws:cloudformation:stack';

/** A file of an assembly is missing or malformed. */
export class CloudAssemblyError extends Error {
  readonly expected: string;
  readonly found: string;

  constructor(expected: string, found: string) {
    super(`Expected ${expected}, found ${found}.`);
    this.name = 'CloudAssemblyError';
    this.expected = expected;
    this.found = found;
  }
}

/**
 * Reads a file that the CDK has written into an assembly. Not with the CDK's own reader, which accepts older schemas, ignores
 * unknown artifacts, and does not name the broken file.
 * @throws CloudAssemblyError
 */
export function readAssemblyFile(folder: string, name: string): object {
  const file = join(folder, name);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new CloudAssemblyError(`the file ${file}`, (error as NodeJS.ErrnoException).code ?? String(error));
  }
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
    throw new SyntaxError('not an object');
  } catch (error) {
    throw new CloudAssemblyError(`a JSON object in ${file}`, (error as Error).message);
  }
}

/** @throws CloudAssemblyError */
export function readManifest(folder: string): Manifest {
  const { version, artifacts = {} } = readAssemblyFile(folder, 'manifest.json') as Partial<Manifest>;
  return { version: String(version), artifacts };
}

/** The template of a stack of this project: its artifact has the stack's name. @throws CloudAssemblyError */
export const readTemplate = <Template extends object>(folder: string, stack: string): Template =>
  readAssemblyFile(folder, `${stack}.template.json`) as Template;

/** Where a stack is deployed; a part that the assembly leaves open is undefined. */
export function environmentOf({ environment = '' }: Artifact): {
  readonly account: string | undefined;
  readonly region: string | undefined;
} {
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(environment) ?? [];
  const named = (part: string | undefined) => (part?.startsWith('unknown-') === true ? undefined : part);
  return { account: named(account), region: named(region) };
}
