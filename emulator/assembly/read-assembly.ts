import type { Deployment, RegionModel, StaticModel, StaticObject } from '../deployment.ts';
import { AssemblyError, NotEmulatedError } from './assembly-error.ts';
import { deployObjects } from './deploy-objects.ts';
import { loadStacks } from './load-stacks.ts';
import { hostNameOfBucket } from './physical-names.ts';
import { readApi, single } from './read-api.ts';
import { readBucket } from './read-bucket.ts';
import { readBucketDeployment } from './read-bucket-deployment.ts';
import { readDistribution } from './read-distribution.ts';
import { readFunction } from './read-function.ts';
import { readSecrets, readSecretsOfCallFlow } from './read-secret.ts';
import { SERVING_TYPES, refuseUnknownTypes } from './refuse-unknown-types.ts';
import { readStack } from './stack-reader.ts';
import type { StackReader, StackResource } from './stack-reader.ts';

/**
 * What the cloud assembly in `folder` deploys. Throws AssemblyError where it is broken, and
 * NotEmulatedError where the emulator cannot behave like a resource or property in it.
 */
export function readAssembly(folder: string): Deployment {
  const stacks = loadStacks(folder).map((source) => readStack(source, readSecrets));
  stacks.forEach(refuseUnknownTypes);
  const objects = new Map(stacks.flatMap((stack) => objectsOf(stack)));
  const regional = (role: RegionModel['role']): RegionModel =>
    readRegion(
      the(stacks, `output Role ${role}`, ({ Role }) => Role === role),
      role,
      objects,
    );
  const deployment = {
    primary: regional('primary'),
    secondary: regional('secondary'),
    static: readStatic(
      the(stacks, 'output StaticFallbackUrl', (outputs) => outputs['StaticFallbackUrl'] !== undefined),
      objects,
    ),
  };
  const known = Object.values(deployment).map(({ stack }) => stack);
  const other = stacks.find(({ name }) => !known.includes(name));
  if (other === undefined) return deployment;
  throw new AssemblyError({
    expected: 'a primary, a secondary and a static stack',
    found: `also stack ${other.name}, which is none of them`,
    todo: 'Take it out: the emulator starts three stacks.',
  });
}

type Objects = ReadonlyMap<string, readonly StaticObject[]>;

function readRegion(stack: StackReader, role: RegionModel['role'], objects: Objects): RegionModel {
  const functions = stack
    .ofType('AWS::Lambda::Function')
    .filter(({ logicalId }) => !isProvider(stack, logicalId));
  return {
    stack: stack.name,
    region: stack.region,
    role,
    api: readApi(stack),
    functions: Object.fromEntries(functions.map((one) => [one.logicalId, readFunction(stack, one)])),
    buckets: readBuckets(stack, objects),
    secrets: [...readSecrets(stack), ...readSecretsOfCallFlow(stack)],
    ...readDistributions(stack, objects),
    outputs: stack.outputs(),
  };
}

/** The region's own one is the one that its output FrontUrl names. */
function readDistributions(
  stack: StackReader,
  objects: Objects,
): Pick<RegionModel, 'distribution' | 'ofApplications'> {
  const { FrontUrl } = stack.outputs();
  const all = stack.ofType(DISTRIBUTION);
  const isCommon = (each: StackResource) => FrontUrl === `https://${stack.nameOf(each, 'DomainName')}`;
  const common = all.find(isCommon) ?? single(stack, DISTRIBUTION);
  return {
    distribution: readDistribution(stack, common, objects),
    ofApplications: all
      .filter((each) => each !== common)
      .map((each) => readDistribution(stack, each, objects)),
  };
}

function readStatic(stack: StackReader, objects: Objects): StaticModel {
  const other = stack.resources.find(
    ({ logicalId, where }) => SERVING_TYPES.has(where.type) && !isProvider(stack, logicalId),
  );
  if (other !== undefined)
    throw new NotEmulatedError(
      other.where,
      `a ${other.where.type} in the static tier`,
      'It serves files only.',
    );
  return {
    stack: stack.name,
    region: stack.region,
    buckets: readBuckets(stack, objects),
    distribution: readDistribution(stack, single(stack, DISTRIBUTION), objects),
    outputs: stack.outputs(),
  };
}

function readBuckets(stack: StackReader, objects: Objects): RegionModel['buckets'] {
  return stack.ofType('AWS::S3::Bucket').map((bucket) => {
    return readBucket(stack, bucket, objects.get(hostNameOfBucket(stack.nameOf(bucket), stack.region)) ?? []);
  });
}

/** By the bucket's host name, which is what an origin knows of it. */
function objectsOf(stack: StackReader): readonly [string, readonly StaticObject[]][] {
  const deployments = stack.ofType(DEPLOYMENT).map((one) => readBucketDeployment(stack, one));
  return [...deployObjects(deployments)].map(([name, objects]) => {
    return [hostNameOfBucket(name, stack.region), objects];
  });
}

/** The function that carries out a BucketDeployment is not run: the emulator does its work. */
function isProvider(stack: StackReader, logicalId: string): boolean {
  return stack
    .ofType(DEPLOYMENT)
    .some(({ raw }) => JSON.stringify(raw['ServiceToken']).includes(`"${logicalId}"`));
}

function the(
  stacks: readonly StackReader[],
  what: string,
  isIt: (outputs: Readonly<Record<string, string>>) => boolean,
): StackReader {
  const found = stacks.filter((stack) => isIt(stack.outputs()));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw new AssemblyError({
    expected: `one stack with ${what}`,
    found: found.length === 0 ? `none of ${names(stacks)}` : names(found),
    todo: 'The app has three stacks: two regional ones (infra/outputs.ts) and the static one.',
  });
}

const names = (stacks: readonly StackReader[]): string =>
  stacks.map(({ name }) => name).join(', ') || 'no stack';

const DISTRIBUTION = 'AWS::CloudFront::Distribution';
const DEPLOYMENT = 'Custom::CDKBucketDeployment';
