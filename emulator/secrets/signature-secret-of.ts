import type { RegionModel, SecretModel } from '../deployment.ts';
import { describeResource } from '../describe-resource.ts';

/** The region's secret that its output names as the one with the signature secrets. @throws when there is none */
export function signatureSecretOf({ stack, secrets, outputs }: RegionModel): SecretModel {
  const named = outputs['SignatureSecretArn'];
  const secret = secrets.find(({ arn }) => arn === named);
  if (secret) return secret;
  const found = secrets.map(({ where }) => describeResource(where)).join(', ') || 'none';
  throw new Error(
    `Expected a secret in ${stack} that its output SignatureSecretArn (${named ?? 'missing'}) names; found ${found}.`,
  );
}
