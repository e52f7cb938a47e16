import type { StackResource } from '../stacks/cloud.ts';

/**
 * A certificate whose custom domain is gone already: ACM knows of it minutes later, and CloudFormation does not wait
 * (aws/aws-cdk#36265). Deleted again then, it goes.
 */
export const isReleasedLater = ({ type, reason }: StackResource): boolean =>
  type === 'AWS::CertificateManager::Certificate' && /\bin use\b|ResourceInUse/i.test(reason ?? '');
