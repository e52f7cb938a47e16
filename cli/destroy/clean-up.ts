import { journalBucketName, staticBucketName } from '../../contracts/settings/physical-names.ts';
import type { Settings } from '../../contracts/settings/settings-schema.ts';
import type { Io } from '../kit/io.ts';
import type { Role } from '../stacks/assembly.ts';
import type { Cloud, StackResource } from '../stacks/cloud.ts';

/** Days in which a deleted secret can be restored; seven are the fewest (Secrets Manager, DeleteSecret). */
export const SECRET_RECOVERY_DAYS = 7;

export interface GoneStack {
  readonly role: Role;
  readonly name: string;
  readonly region: string;
  readonly account: string;
  /** As it listed them before it was deleted; none where an earlier run did. */
  readonly resources: readonly StackResource[];
}

/** Deletes what the stack leaves: by its own policy, or because a function wrote it. The journal only where it is said. */
export async function cleanUp(
  stack: GoneStack,
  settings: Settings,
  { withJournals, cloud, io }: { readonly withJournals: boolean; readonly cloud: Cloud; readonly io: Io },
): Promise<void> {
  const { role, region, account } = stack;
  if (role === 'static') await emptyOut(region, staticBucketName(settings, account), cloud, io);
  else {
    await deleteSecrets(stack, cloud, io);
    if (withJournals) await emptyOut(region, journalBucketName(settings, region, account), cloud, io);
  }
  await deleteLogGroups(stack, cloud, io);
}

async function emptyOut(region: string, bucket: string, cloud: Cloud, { stderr }: Io): Promise<void> {
  if (!(await cloud.bucketExists(region, bucket))) return;
  let deleted = 0;
  await cloud.deleteBucket(region, bucket, (objects) => {
    deleted += objects;
    stderr(`  ${bucket}: ${String(deleted)} objects and versions deleted`);
  });
  stderr(`  ${bucket}: deleted`);
}

/** Those of the stack, and those that creations which were rolled back have left. */
async function deleteSecrets(
  { name, region, resources }: GoneStack,
  cloud: Cloud,
  { stderr }: Io,
): Promise<void> {
  const own = resources
    .filter(({ type }) => type === 'AWS::SecretsManager::Secret')
    .map(({ physicalId }) => physicalId);
  for (const arn of new Set([...own, ...(await cloud.secretsOf(region, name))])) {
    // CloudFormation has deleted some of them by itself.
    if (await cloud.deleteSecret(region, arn, SECRET_RECOVERY_DAYS))
      stderr(`  ${arn}: deleted; can be restored for ${String(SECRET_RECOVERY_DAYS)} days`);
  }
}

/** A function that ends late writes its log anew. */
async function deleteLogGroups(
  { region, resources }: GoneStack,
  cloud: Cloud,
  { stderr }: Io,
): Promise<void> {
  const names = resources.flatMap(({ type, physicalId }) => {
    if (type === 'AWS::Logs::LogGroup') return [physicalId];
    return type === 'AWS::Lambda::Function' ? [`/aws/lambda/${physicalId}`] : [];
  });
  for (const name of names) {
    if (!(await cloud.logGroups(region, name)).includes(name)) continue;
    await cloud.deleteLogGroup(region, name);
    stderr(`  log group ${name}: deleted`);
  }
}
