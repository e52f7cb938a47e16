import { resourcesOf } from '../../stacks/assembly.ts';
import type { Template } from '../../stacks/assembly.ts';
import { referredTo } from '../../stacks/look-ups/look-up.ts';

export interface FunctionPlan {
  readonly name: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Undefined: not reserved. */
  readonly reserved: number | undefined;
  readonly provisioned: number;
}

/** Lambda's own, where a template names none (AWS::Lambda::Function). */
const DEFAULT_MEMORY_MB = 128;
const DEFAULT_TIMEOUT_SECONDS = 3;

/** `AnswerFunction9ADF5C2D` → `Answer`: the id that the stack gave it, without what the CDK adds. */
export const shortName = (logicalId: string, suffix: string): string =>
  logicalId.startsWith('CustomCDKBucketDeployment')
    ? "copies the files (the CDK's own)"
    : logicalId.replace(/[0-9A-F]{8}$/, '').replace(new RegExp(`${suffix}$`), '');

const number = (value: unknown): number | undefined => (typeof value === 'number' ? value : undefined);

export function describeFunctions(template: Template): readonly FunctionPlan[] {
  const aliases = resourcesOf(template, 'AWS::Lambda::Alias');
  const provisionedOf = (id: string): number =>
    aliases
      .filter(([, { Properties }]) => referredTo(Properties?.['FunctionName']) === id)
      .map(([, { Properties }]) => Properties?.['ProvisionedConcurrencyConfig'] as Record<string, unknown>)
      .reduce((sum, config) => sum + (number(config?.['ProvisionedConcurrentExecutions']) ?? 0), 0);
  return resourcesOf(template, 'AWS::Lambda::Function').map(([id, { Properties = {} }]) => ({
    name: shortName(id, 'Function'),
    memoryMb: number(Properties['MemorySize']) ?? DEFAULT_MEMORY_MB,
    timeoutSeconds: number(Properties['Timeout']) ?? DEFAULT_TIMEOUT_SECONDS,
    reserved: number(Properties['ReservedConcurrentExecutions']),
    provisioned: provisionedOf(id),
  }));
}
