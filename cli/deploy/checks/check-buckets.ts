import { resourcesOf, resolveName } from '../../stacks/assembly.ts';
import type { AssemblyStack } from '../../stacks/assembly.ts';
import type { Cloud, NamedBucket, StackCondition } from '../../stacks/cloud.ts';
import { unanswered } from './check.ts';
import type { Check } from './check.ts';
import { npmRun } from '../../kit/npm-run.ts';

export interface CheckedBuckets {
  readonly checks: readonly Check[];
  /** To be taken over before the stack is deployed. */
  readonly toAdopt: readonly NamedBucket[];
}

const ABOUT = 'bucket';

/** Whether a name of a stack that is not up is taken: by a bucket that an earlier one has left. */
export async function checkBuckets(
  { name, region, template }: AssemblyStack,
  condition: StackCondition,
  { account, adopt, cloud }: { readonly account: string; readonly adopt: boolean; readonly cloud: Cloud },
): Promise<CheckedBuckets> {
  if (condition !== 'none' && !isFailed(condition)) return { checks: [], toAdopt: [] };
  const buckets = resourcesOf(template, 'AWS::S3::Bucket').flatMap(([logicalId, { Properties }]) => {
    const bucket = resolveName(Properties?.['BucketName'], { account, region });
    return bucket === undefined ? [] : [{ logicalId, name: bucket }];
  });
  const checks: Check[] = [];
  const toAdopt: NamedBucket[] = [];
  for (const bucket of buckets) {
    const check = { where: region, about: ABOUT } as const;
    try {
      if (!(await cloud.bucketExists(region, bucket.name))) continue;
    } catch (error) {
      checks.push(unanswered(region, `${ABOUT} ${bucket.name}`, error, cloud));
      continue;
    }
    if (adopt && condition === 'none') {
      toAdopt.push(bucket);
      checks.push({ state: 'ok', ...check, found: `${bucket.name} exists, and is taken over` });
    } else
      checks.push({
        state: 'failed',
        ...check,
        found: `${bucket.name} exists already, left by a former deployment`,
        whatToDo: wayOut(name, region, condition),
      });
  }
  return { checks, toAdopt };
}

/** What its stack is has to be deleted before a bucket can be taken over. */
const isFailed = (condition: StackCondition): boolean =>
  condition === 'creation-failed' || condition === 'import-failed';

const wayOut = (stack: string, region: string, condition: StackCondition): string =>
  isFailed(condition)
    ? `Delete the stack whose creation failed (aws cloudformation delete-stack --stack-name ${stack} --region ${region}), then --adopt takes the bucket over.`
    : `To fix this: --adopt takes it over with its contents; or ${npmRun('destroy', '--with-journals', 'NAME')} deletes it.`;
