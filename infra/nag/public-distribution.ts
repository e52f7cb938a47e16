import type { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { acceptFindings } from './accept-findings.ts';

/** What every distribution is here: open to the world, under CloudFront's own name. */
export const acceptPublicDistribution = (
  distribution: Distribution,
  { unlogged }: { readonly unlogged: string },
): void => {
  acceptFindings(distribution, {
    'AwsSolutions-CFR1': 'Callers are anywhere, and Vonage asks from where they are.',
    'AwsSolutions-CFR2':
      'A web ACL of CloudFront lives in us-east-1, which serves nothing here. A stranger gets the static NCCO, which is no secret.',
    'AwsSolutions-CFR3': unlogged,
    'AwsSolutions-CFR4':
      "It has CloudFront's own name. The least version of TLS can be chosen with a certificate of one's own, which would live in us-east-1.",
  });
};
