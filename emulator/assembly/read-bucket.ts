import type { BucketModel, CloudFrontAccess, StaticObject } from '../deployment.ts';
import type { KnownProperties, PropertyReader } from './property-reader.ts';
import type { StackReader, StackResource } from './stack-reader.ts';

const BUCKET: KnownProperties = {
  emulated: ['BucketName', 'NotificationConfiguration'],
  harmless: [
    'BucketEncryption',
    'LifecycleConfiguration',
    'LoggingConfiguration',
    'MetricsConfigurations',
    'OwnershipControls',
    'PublicAccessBlockConfiguration',
    'Tags',
    'VersioningConfiguration',
  ],
};
/** S3 notifies EventBridge after a write, which is not emulated; any other notification is refused. */
const NOTIFICATIONS: KnownProperties = { emulated: [], harmless: ['EventBridgeConfiguration'] };
const STATEMENT: KnownProperties = {
  emulated: ['Action', 'Condition', 'Effect', 'Principal', 'Resource'],
  harmless: ['Sid'],
};

export function readBucket(
  stack: StackReader,
  resource: StackResource,
  objects: readonly StaticObject[],
): BucketModel {
  const properties = resource.properties().refuseUnknown(BUCKET);
  properties.object('NotificationConfiguration')?.refuseUnknown(NOTIFICATIONS);
  const name = stack.nameOf(resource);
  const policies = stack
    .ofType('AWS::S3::BucketPolicy')
    .map((policy) =>
      policy.properties().refuseUnknown({ emulated: ['Bucket', 'PolicyDocument'], harmless: [] }),
    )
    .filter((policy) => policy.text('Bucket') === name);
  return {
    where: resource.where,
    name,
    region: stack.region,
    objects,
    cloudFrontAccess: policies.flatMap((policy) => readPolicy(policy, `arn:aws:s3:::${name}/`)),
  };
}

function readPolicy(policy: PropertyReader, objectsArn: string): readonly CloudFrontAccess[] {
  const document = policy.object('PolicyDocument');
  return (document?.objects('Statement') ?? []).flatMap((statement) => {
    statement.refuseUnknown(STATEMENT);
    if (isDenyWithoutTls(statement)) return [];
    if (statement.text('Effect') !== 'Allow' || !isCloudFrontReading(statement))
      throw statement.notEmulated(
        'this statement',
        'The emulator knows: CloudFront may read; requests without TLS are denied.',
      );
    const keys = [statement.values['Resource']]
      .flat()
      .map(String)
      .filter((arn) => arn.startsWith(objectsArn))
      .map((arn) => arn.slice(objectsArn.length));
    return [{ keys, ...conditions(statement) }];
  });
}

/** Without effect here: the emulator stands in for AWS behind TLS. */
function isDenyWithoutTls(statement: PropertyReader): boolean {
  return (
    statement.text('Effect') === 'Deny' &&
    JSON.stringify(statement.values['Condition']) === '{"Bool":{"aws:SecureTransport":"false"}}'
  );
}

function isCloudFrontReading(statement: PropertyReader): boolean {
  const actions = [statement.values['Action']].flat();
  const principal = statement.values['Principal'];
  return (
    actions.every((action) => action === 's3:GetObject') &&
    JSON.stringify(principal) === '{"Service":"cloudfront.amazonaws.com"}'
  );
}

function conditions(statement: PropertyReader): Omit<CloudFrontAccess, 'keys'> {
  const condition = statement.object('Condition');
  if (condition === undefined) return {};
  condition.refuseUnknown({ emulated: ['StringEquals', 'ArnLike'], harmless: [] });
  const equals = condition.has('StringEquals') ? condition.textMap('StringEquals') : {};
  const alike = condition.has('ArnLike') ? condition.textMap('ArnLike') : {};
  let access: Omit<CloudFrontAccess, 'keys'> = {};
  for (const [key, value] of Object.entries(equals)) {
    if (key.toLowerCase() === 'aws:sourcearn') access = { ...access, sourceArn: value };
    else throw condition.notEmulated(`StringEquals of ${key}`);
  }
  for (const [key, value] of Object.entries(alike)) {
    if (key.toLowerCase() !== 'aws:sourcearn') throw condition.notEmulated(`ArnLike of ${key}`);
    access = { ...access, sourceArnLike: value };
  }
  return access;
}
