import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { renderValue } from '../template-checks/permissions/render-value.ts';
import type { Finding } from './accept-findings.ts';

/** What cdk-nag calls its finding of a wildcard in this resource of a role's policy. */
export const wildcardFinding = (scope: IConstruct, resource: string): Finding =>
  `AwsSolutions-IAM5[Resource::${renderValue(Stack.of(scope).resolve(resource)).replace(/\$\{([^}]+)\}/g, '<$1>')}]`;
