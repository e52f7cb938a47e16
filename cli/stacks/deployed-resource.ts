import type { TemplateResource } from './assembly.ts';

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
