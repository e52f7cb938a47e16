import {
  type Artifact,
  CloudAssemblyError,
  environmentOf,
  type Manifest,
  readAssemblyFile,
  readManifest,
  STACK,
} from '../../contracts/cloud-assembly.ts';
import { stackName } from '../../contracts/settings/physical-names.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import { CommandError } from '../kit/command-error.ts';
import { ROLES } from './assembly.ts';
import type { Assembly, AssemblyStack, Role, Template } from './assembly.ts';

/** Of a stack and of its assets, as far as deploying them goes. */
interface Needs {
  readonly requiresBootstrapStackVersion?: number;
  readonly bootstrapStackVersionSsmParameter?: string;
}

/** What the CDK's own synthesizer asks for where the manifest says nothing. */
const DEFAULT_PARAMETER = '/cdk-bootstrap/hnb659fds/version';

/**
 * Reads a cloud assembly: its manifest and the three templates. A stack's outputs identify its tier.
 * @throws CommandError for a folder that holds anything else, or the stacks of another deployment
 */
export function readAssembly(folder: string, settings: Settings): Assembly {
  const stacks = readStacks(folder);
  const ofRole = (role: Role): AssemblyStack => {
    const [first, ...others] = stacks.filter((stack) => stack.role === role);
    if (first === undefined || others.length > 0)
      throw new CommandError(
        `Expected one ${role} stack in ${folder}, found ${String(others.length + (first === undefined ? 0 : 1))} (stacks: ${stacks.map(({ name }) => name).join(', ') || 'none'}). Synthesize it again: leave --assembly out.`,
      );
    const expected = stackName(settings, role);
    if (first.name === expected) return { ...first, account: settings.account ?? first.account };
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

function readStacks(folder: string): readonly AssemblyStack[] {
  try {
    const { artifacts } = readManifest(folder);
    return Object.entries(artifacts)
      .filter(([, { type }]) => type === STACK)
      .map(([name, artifact]) => readStack(folder, name, artifact, artifacts));
  } catch (error) {
    if (!(error instanceof CloudAssemblyError)) throw error;
    throw new CommandError(
      `Expected a cloud assembly in ${folder}, with ${error.expected}; found ${error.found}. "npm run synth" writes one to cdk.out; without --assembly this command makes its own.`,
    );
  }
}

function readStack(
  folder: string,
  name: string,
  artifact: Artifact,
  artifacts: Manifest['artifacts'],
): AssemblyStack {
  const { properties = {}, dependencies = [] } = artifact;
  const template = readAssemblyFile(folder, String(properties['templateFile'])) as Template;
  const { account, region } = environmentOf(artifact);
  const role = roleOf(template);
  if (role === undefined || region === undefined)
    throw new CommandError(
      `Expected ${name} in ${folder} to be one of this project's stacks (an output Role or StaticFallbackUrl, a region), found neither. Leave --assembly out.`,
    );
  // The stack's assets are published by the same bootstrap.
  const needing: readonly Needs[] = [
    properties,
    ...dependencies.map((id) => artifacts[id]?.properties ?? {}),
  ];
  return {
    role,
    name,
    region,
    account,
    template,
    bootstrap: {
      version: Math.max(...needing.map((each) => each.requiresBootstrapStackVersion ?? 0)),
      parameter: (properties as Needs).bootstrapStackVersionSsmParameter ?? DEFAULT_PARAMETER,
    },
  };
}

function roleOf({ Outputs = {} }: Template): Role | undefined {
  if ('StaticFallbackUrl' in Outputs) return 'static';
  return ROLES.find((role) => Outputs['Role']?.Value === role);
}
