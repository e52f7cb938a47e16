import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A rule of cdk-nag's AWS Solutions, with what it found where it may find several things: `AwsSolutions-IAM5[Action::s3:*]`. */
export type Finding = `AwsSolutions-${string}`;

/**
 * Lets findings stand at this construct and below it, each for its reason. One that stands for nothing, or for a whole
 * stack, is refused (solutions-checks.ts).
 */
export const acceptFindings = (
  construct: IConstruct,
  reasons: Readonly<Partial<Record<Finding, string>>>,
): void => {
  Validations.of(construct).acknowledge(
    ...Object.entries(reasons).map(([id, reason]) => ({ id, reason: String(reason) })),
  );
};
