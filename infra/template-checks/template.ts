import type { CALL_FLOWS, FlowShapes } from '../../contracts/call-flow-report.ts';

/** A CloudFormation template, as far as the checks read it. */
export interface Template {
  readonly Metadata?: { readonly [CALL_FLOWS]?: FlowShapes };
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, unknown>>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
}

/** Every value inside a value, itself included, with its path from there. */
export function* walk(
  value: unknown,
  path: readonly string[] = [],
): Generator<{ readonly path: readonly string[]; readonly value: unknown }> {
  yield { path, value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) yield* walk(inner, [...path, key]);
}
