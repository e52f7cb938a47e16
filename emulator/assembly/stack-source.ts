import type { CALL_FLOWS, FlowShapes } from '../../contracts/call-flow-report.ts';

/** One resource of a template, as it is written there. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly Condition?: string;
}

export interface Template {
  readonly Metadata?: { readonly [CALL_FLOWS]?: Pick<FlowShapes, 'own'> };
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Condition?: string }>>;
  readonly Parameters?: Readonly<Record<string, { readonly Type: string; readonly Default?: unknown }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Mappings?: unknown;
  readonly Transform?: unknown;
}

export interface Asset {
  /** Absolute path. */
  readonly path: string;
  readonly packaging: string;
}

/** A stack of the cloud assembly before anything is resolved. */
export interface StackSource {
  readonly name: string;
  readonly region: string;
  readonly account: string;
  readonly template: Template;
  /** By key in the assets bucket. */
  readonly assets: ReadonlyMap<string, Asset>;
}

/** Placeholder for the account where the assembly names none. */
export const PLACEHOLDER_ACCOUNT = '111111111111';
