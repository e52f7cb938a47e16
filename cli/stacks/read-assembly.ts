import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stackName } from '../../contracts/settings/physical-names.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { CommandError } from '../kit/command-error.ts';
import { ROLES } from './assembly.ts';
import type { Assembly, AssemblyStack, Role, Template } from './assembly.ts';

interface Artifact {
  readonly type: string;
  readonly environment?: string;
  readonly dependencies?: readonly string[];
  readonly properties?: {
    readonly templateFile?: string;
    readonly requiresBootstrapStackVersion?: number;
    readonly bootstrapStackVersionSsmParameter?: string;
  };
}
type Artifacts = Readonly<Record<string, Artifact>>;

const STACK = 'aws:cloudformation:stack';
/** What the CDK's own synthesizer asks for where the manifest says nothing. */
const DEFAULT_PARAMETER = '/cdk-bootstrap/hnb659fds/version';

/**
 * Reads a cloud assembly: its manifest and the three templates. Which stack is which tier is told by its outputs.
 * @throws CommandError for a folder that holds anything else, or the stacks of another deployment
 */
export async function readAssembly(folder: string, settings: Settings): Promise<Assembly> {
  const { artifacts } = (await readJson(join(folder, 'manifest.json'))) as { readonly artifacts?: Artifacts };
  const stacks = await Promise.all(
    Object.entries(artifacts ?? {})
      .filter(([, { type }]) => type === STACK)
      .map(([name, artifact]) => readStack(folder, name, artifact, artifacts ?? {})),
  );
  const ofRole = (role: Role): AssemblyStack => {
    const [first, ...others] = stacks.filter((stack) => stack.role === role);
    if (first === undefined || others.length > 0)
      throw new CommandError(
        `Expected one ${role} stack in ${folder}, found ${String(others.length + (first === undefined ? 0 : 1))} (stacks: ${stacks.map(({ name }) => name).join(', ') || 'none'}). Synthesize it again: leave --assembly out.`,
      );
    const expected = stackName(settings, role);
    if (first.name === expected) return first;
    throw new CommandError(
      `Expected the ${role} stack of ${folder} to be ${expected}, as settings.ts has it; found ${first.name}. Leave --assembly out, or set name and regions as they were.`,
    );
  };
  return {
    folder,
    name: settings.name,
    stacks: Object.fromEntries(ROLES.map((role) => [role, ofRole(role)])) as Record<Role, AssemblyStack>,
  };
}

async function readStack(
  folder: string,
  name: string,
  { environment = '', properties = {}, dependencies = [] }: Artifact,
  artifacts: Artifacts,
): Promise<AssemblyStack> {
  const template = (await readJson(join(folder, properties.templateFile ?? ''))) as Template;
  const [, account, region] = /^aws:\/\/([^/]+)\/([^/]+)$/.exec(environment) ?? [];
  const role = roleOf(template);
  if (role === undefined || region === undefined)
    throw new CommandError(
      `Expected ${name} in ${folder} to be one of this project's stacks (an output Role or StaticFallbackUrl, a region), found neither. Leave --assembly out.`,
    );
  // The stack's assets are published by the same bootstrap.
  const needing = [properties, ...dependencies.map((id) => artifacts[id]?.properties ?? {})];
  return {
    role,
    name,
    region,
    account: account === undefined || account.startsWith('unknown-') ? undefined : account,
    template,
    bootstrap: {
      version: Math.max(...needing.map((each) => each.requiresBootstrapStackVersion ?? 0)),
      parameter: properties.bootstrapStackVersionSsmParameter ?? DEFAULT_PARAMETER,
    },
  };
}

function roleOf({ Outputs = {} }: Template): Role | undefined {
  if ('StaticFallbackUrl' in Outputs) return 'static';
  return ROLES.find((role) => Outputs['Role']?.Value === role);
}

async function readJson(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new CommandError(
      `Expected a cloud assembly's ${file}, found ${(error as Error).message}. "npm run synth" writes one to cdk.out; without --assembly this command makes its own.`,
    );
  }
}
