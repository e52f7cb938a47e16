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
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** One stack, as it would be deployed. */
export interface AssemblyStack {
  readonly role: Role;
  readonly name: string;
  readonly region: string;
  /** Undefined: that of whoever deploys. */
  readonly account: string | undefined;
  readonly template: Template;
  /** What the region must have been bootstrapped with, at least, and the parameter that tells. */
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
