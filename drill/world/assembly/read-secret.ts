import type { SecretModel } from '../deployment.ts';
import type { KnownProperties } from './property-reader.ts';
import type { StackReader, StackResource } from './stack-reader.ts';

const KNOWN: KnownProperties = {
  emulated: ['Name', 'SecretString'],
  harmless: ['Description', 'KmsKeyId', 'Tags', 'Type'],
  onlyOff: ['ReplicaRegions'],
};

export function readSecret(stack: StackReader, resource: StackResource): SecretModel {
  const properties = resource.properties().refuseUnknown(KNOWN);
  const arn = stack.nameOf(resource);
  return {
    where: resource.where,
    arn,
    // The ARN ends in the name, a hyphen and six characters.
    name: arn.slice(arn.lastIndexOf(':') + 1, -7),
    value: properties.text('SecretString'),
  };
}
