import type { StaticObject } from '../deployment.ts';
import { AssemblyError } from './assembly-error.ts';
import type { BucketDeployment } from './read-bucket-deployment.ts';

/** What is in each bucket (by name) after the first deployment of these, in the order they depend on each other. */
export function deployObjects(
  deployments: readonly BucketDeployment[],
): ReadonlyMap<string, readonly StaticObject[]> {
  const buckets = new Map<string, Map<string, StaticObject>>();
  const done: BucketDeployment[] = [];
  for (const deployment of inOrder(deployments)) {
    for (const earlier of done) refuseRace(earlier, deployment);
    const bucket = buckets.get(deployment.bucketName) ?? new Map<string, StaticObject>();
    buckets.set(deployment.bucketName, bucket);
    if (deployment.prune)
      for (const key of bucket.keys()) if (key.startsWith(deployment.prefix)) bucket.delete(key);
    for (const object of deployment.objects) bucket.set(object.key, object);
    done.push(deployment);
  }
  return new Map([...buckets].map(([name, objects]) => [name, [...objects.values()]]));
}

function inOrder(deployments: readonly BucketDeployment[]): readonly BucketDeployment[] {
  const ordered: BucketDeployment[] = [];
  const visit = (deployment: BucketDeployment): void => {
    if (ordered.includes(deployment)) return;
    for (const one of deployments)
      if (one !== deployment && deployment.dependsOn.includes(one.where.logicalId)) visit(one);
    ordered.push(deployment);
  };
  deployments.forEach(visit);
  return ordered;
}

/** CloudFormation deploys both at once: which one deletes the other's files is chance. */
function refuseRace(earlier: BucketDeployment, later: BucketDeployment): void {
  const overlap =
    earlier.bucketName === later.bucketName &&
    ((earlier.prune && later.prefix.startsWith(earlier.prefix)) ||
      (later.prune && earlier.prefix.startsWith(later.prefix)));
  if (!overlap || later.dependsOn.includes(earlier.where.logicalId)) return;
  throw new AssemblyError({
    where: later.where,
    expected: 'deployments that leave files of another alone',
    found: `Prune beside ${earlier.where.logicalId}, in the same bucket and in no order`,
    todo: 'Set prune: false, or give each a prefix of its own.',
  });
}
