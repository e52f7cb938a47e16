import { extname } from 'node:path';
import { filesOf } from './files-of.ts';
import type { KnownProperties, PropertyReader } from './property-reader.ts';
import type { StackReader, StackResource } from './stack-reader.ts';
import { substituteMarkers } from './substitute-markers.ts';
import type { StaticObject, Where } from '../deployment.ts';

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

/**
 * `--exclude` and `--include` of `aws s3 sync`, in the order in which BucketDeployment gives them: all
 * excludes, then all includes; the last pattern that matches decides.
 */
function isSelected(
  fileName: string,
  filters: { readonly exclude: readonly string[]; readonly include: readonly string[] },
): boolean {
  const matches = (pattern: string): boolean => toRegExp(pattern).test(fileName);
  return filters.include.some(matches) || !filters.exclude.some(matches);
}

/** `*` crosses folders; `?` is one character; `[abc]` and `[!abc]` are classes. */
function toRegExp(pattern: string): RegExp {
  const source = pattern.replace(/\[!?[^\]]+\]|[\\^$.*+?()[\]{}|]/g, (part) => {
    if (part === '*') return '.*';
    if (part === '?') return '.';
    if (part.length > 1) return part.replace('[!', '[^');
    return `\\${part}`;
  });
  return new RegExp(`^${source}$`, 's');
}

/** As the AWS CLI guesses it, for the kinds of files this project could ship. */
const BY_EXTENSION: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mp3': 'audio/mpeg',
  '.ogg': 'audio/ogg',
  '.txt': 'text/plain',
  '.wav': 'audio/x-wav',
  '.xml': 'text/xml',
};

/** What S3 keeps where neither the deployment nor the file's name says. */
const UNKNOWN = 'binary/octet-stream';

function contentTypeOf(fileName: string): string {
  return BY_EXTENSION[extname(fileName).toLowerCase()] ?? UNKNOWN;
}
