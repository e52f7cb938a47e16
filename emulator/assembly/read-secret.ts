import type { SecretModel } from '../deployment.ts';
import { generatedSecret } from './generated-secret.ts';
import type { KnownProperties } from './property-reader.ts';
import type { StackReader, StackResource } from './stack-reader.ts';

const KNOWN: KnownProperties = {
  emulated: ['GenerateSecretString', 'Name', 'SecretString'],
  harmless: ['Description', 'KmsKeyId', 'Tags', 'Type'],
  onlyOff: ['ReplicaRegions'],
};

/** The stack's secrets, as the first deployment leaves them. */
export const readSecrets = (stack: StackReader): readonly SecretModel[] =>
  stack.ofType('AWS::SecretsManager::Secret').map((secret) => readSecret(stack, secret));

function readSecret(stack: StackReader, resource: StackResource): SecretModel {
  const properties = resource.properties().refuseUnknown(KNOWN);
  const arn = stack.nameOf(resource);
  const generated = properties.object('GenerateSecretString');
  return {
    where: resource.where,
    arn,
    // The ARN ends in the name, a hyphen and six characters.
    name: arn.slice(arn.lastIndexOf(':') + 1, -7),
    value: generated === undefined ? properties.text('SecretString') : generatedSecret(generated),
  };
}

/** Those that the call flow reads, as if their owner had created them: each with a text in the place of its value. */
export const readSecretsOfCallFlow = (stack: StackReader): readonly SecretModel[] =>
  stack.secretsOfCallFlow().map((name) => ({
    where: { stack: stack.name, logicalId: name, type: 'a secret of the call flow' },
    arn: `arn:aws:secretsmanager:${stack.region}:${stack.account}:secret:${name}-emulat`,
    name,
    value: 'stands-in-for-a-secret',
    isOfCallFlow: true,
  }));
