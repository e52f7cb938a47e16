import type { CALL_FLOWS, FlowShapes } from '../../contracts/call-flow-report.ts';

/** The tiers, in the order in which they are deployed: what catches a fall stands before what may fall. */
export const ROLES = ['static', 'secondary', 'primary'] as const;
export type Role = (typeof ROLES)[number];

/** A CloudFormation resource, as far as the commands read it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: string;
}

export interface Template {
  readonly Metadata?: { readonly [CALL_FLOWS]?: FlowShapes };
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** One stack, as it would be deployed. */
export interface AssemblyStack {
  readonly role: Role;
  readonly name: string;
  readonly region: string;
  /** Of the settings, else of the assembly; undefined: the account of the credentials in use. */
  readonly account: string | undefined;
  readonly template: Template;
  /** The lowest bootstrap version that the region needs, and the parameter that holds the region's version. */
  readonly bootstrap: { readonly version: number; readonly parameter: string };
}

/** What a synthesis has written, read. */
export interface Assembly {
  readonly folder: string;
  /** Of the deployment (settings: `name`). */
  readonly name: string;
  readonly stacks: Readonly<Record<Role, AssemblyStack>>;
}

/** The stacks in the order in which they are deployed. */
export const inOrder = ({ stacks }: Pick<Assembly, 'stacks'>): readonly AssemblyStack[] =>
  ROLES.map((role) => stacks[role]);

/** Resources of a type, by logical id. */
export const resourcesOf = (
  { Resources }: Template,
  type: string,
): readonly (readonly [logicalId: string, resource: TemplateResource])[] =>
  Object.entries(Resources).filter(([, { Type }]) => Type === type);

/**
 * Text of a template in which only the account and the region are left open, as physical names are; undefined where it
 * depends on anything else.
 */
export function resolveName(
  value: unknown,
  where: { readonly account: string; readonly region: string },
): string | undefined {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Join': join } = (value ?? {}) as { readonly Ref?: unknown; 'Fn::Join'?: unknown };
  if (Ref === 'AWS::AccountId') return where.account;
  if (Ref === 'AWS::Region') return where.region;
  const [separator, parts] = (Array.isArray(join) ? join : []) as readonly unknown[];
  if (typeof separator !== 'string' || !Array.isArray(parts)) return undefined;
  const resolved = parts.map((part) => resolveName(part, where));
  return resolved.includes(undefined) ? undefined : resolved.join(separator);
}

/** A resource of a template, and what its stack says became of it. */
export interface DeployedResource {
  readonly region: string;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: NonNullable<TemplateResource['Properties']>;
  readonly physicalId: string;
  /** Of another resource of the stack. */
  readonly physicalIdOf: (logicalId: string) => string | undefined;
}

export type Presence =
  | { readonly state: 'there' }
  | { readonly state: 'missing' }
  /** No way to ask is known, or the answer said neither. */
  | { readonly state: 'not-looked-up'; readonly why: string };
