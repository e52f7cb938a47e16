import type { StaticObject, Where } from '../deployment.ts';
import { contentTypeOf } from './content-type-of.ts';
import { isSelected } from './sync-filters.ts';
import { filesOf } from './files-of.ts';
import type { KnownProperties, PropertyReader } from './property-reader.ts';
import { substituteMarkers } from './substitute-markers.ts';
import type { StackReader, StackResource } from './stack-reader.ts';

const KNOWN: KnownProperties = {
  emulated: [
    'DestinationBucketKeyPrefix',
    'DestinationBucketName',
    'Exclude',
    'Include',
    'Prune',
    'SourceMarkers',
    'SourceMarkersConfig',
    'SourceObjectKeys',
    'SystemMetadata',
  ],
  harmless: [
    'DestinationBucketArn',
    // Nothing is cached yet at the first deployment.
    'DistributionId',
    'DistributionPaths',
    'OutputObjectKeys',
    'RetainOnDelete',
    'ServiceToken',
    'SignContent',
    'SourceBucketNames',
    'UserMetadata',
    'WaitForDistributionInvalidation',
  ],
};
const METADATA: KnownProperties = { emulated: ['cache-control', 'content-type'], harmless: [] };

export interface BucketDeployment {
  readonly where: Where;
  readonly dependsOn: readonly string[];
  readonly bucketName: string;
  /** Empty, or ends in `/`. */
  readonly prefix: string;
  readonly prune: boolean;
  readonly objects: readonly StaticObject[];
}

/** What CDK's BucketDeployment puts into its bucket: `aws s3 sync` of its sources, the later over the earlier. */
export function readBucketDeployment(stack: StackReader, resource: StackResource): BucketDeployment {
  const { where } = resource;
  const properties = resource.properties();
  if (!properties.flag('Extract', true))
    throw properties.notEmulated('Extract false', 'Deploy files, not archives.');
  properties.refuseUnknown({ ...KNOWN, emulated: [...KNOWN.emulated, 'Extract'] });
  const prefix = destinationPrefix(properties);
  const metadata = properties.object('SystemMetadata')?.refuseUnknown(METADATA);
  const contentType = metadata?.optionalText('content-type');
  const cacheControl = metadata?.optionalText('cache-control');
  const filters = { exclude: properties.texts('Exclude'), include: properties.texts('Include') };
  const objects = new Map<string, StaticObject>();
  properties.texts('SourceObjectKeys').forEach((assetKey, index) => {
    const asset = stack.asset(assetKey, where);
    const marked = substituteMarkers(properties, index);
    for (const file of filesOf(asset, where)) {
      if (!isSelected(file.name, filters)) continue;
      objects.set(file.name, {
        where,
        key: prefix + file.name,
        contentType: contentType ?? contentTypeOf(file.name),
        ...(cacheControl === undefined ? {} : { cacheControl }),
        bodyBase64: marked(file.content).toString('base64'),
        source: file.path,
      });
    }
  });
  return {
    where,
    dependsOn: resource.dependsOn,
    bucketName: properties.text('DestinationBucketName'),
    prefix,
    prune: properties.flag('Prune', true),
    objects: [...objects.values()],
  };
}

function destinationPrefix(properties: PropertyReader): string {
  const prefix = properties.optionalText('DestinationBucketKeyPrefix') ?? '';
  if (prefix === '' || prefix === '/') return '';
  return prefix.endsWith('/') ? prefix : `${prefix}/`;
}
