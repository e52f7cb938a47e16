import type { DeployedResource } from '../assembly.ts';
import type { AwsRequest } from './aws-request.ts';

/** How a resource is asked for. */
export interface Question {
  readonly request: AwsRequest;
  /** Whether an answer of 200 holds it; where it is left out, 200 says so. */
  readonly holds?: (text: string) => boolean;
}

/** Undefined: the template does not say where the resource is. */
export type LookUp = (resource: DeployedResource) => Question | undefined;

/** Logical id that a property refers to. */
export function referredTo(value: unknown): string | undefined {
  const { Ref, 'Fn::GetAtt': getAtt } = (value ?? {}) as { readonly Ref?: unknown; 'Fn::GetAtt'?: unknown };
  const name: unknown = Ref ?? (Array.isArray(getAtt) ? getAtt[0] : undefined);
  return typeof name === 'string' ? name : undefined;
}

/** Physical id of the resource that a property refers to. */
export function parent({ properties, physicalIdOf }: DeployedResource, property: string): string | undefined {
  const logicalId = referredTo(properties[property]);
  return logicalId === undefined ? undefined : physicalIdOf(logicalId);
}

/** A property that is plain text. */
export function text({ properties }: DeployedResource, property: string): string | undefined {
  const value = properties[property];
  return typeof value === 'string' ? value : undefined;
}
