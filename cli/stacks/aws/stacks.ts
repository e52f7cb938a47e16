import { randomUUID } from 'node:crypto';
import {
  CreateChangeSetCommand,
  DeleteStackCommand,
  DescribeStacksCommand,
  ExecuteChangeSetCommand,
  ListStackResourcesCommand,
  waitUntilChangeSetCreateComplete,
  waitUntilStackImportComplete,
} from '@aws-sdk/client-cloudformation';
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import type { AssemblyStack } from '../assembly.ts';
import type { FoundStack, NamedBucket, StackResource } from '../cloud.ts';

/** CloudFormation tells a stack that there is not as a wrong request (API_DescribeStacks). */
const isAbsent = (error: unknown): boolean => / does not exist/.test((error as Error).message);

export async function findStack(client: CloudFormationClient, name: string): Promise<FoundStack | undefined> {
  try {
    const { Stacks: [stack] = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
    if (stack === undefined) return undefined;
    return {
      id: stack.StackId ?? name,
      status: String(stack.StackStatus),
      reason: stack.StackStatusReason,
      outputs: Object.fromEntries(
        (stack.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
      ),
    };
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

export async function listResources(
  client: CloudFormationClient,
  stack: string,
): Promise<readonly StackResource[]> {
  const resources: StackResource[] = [];
  let next: string | undefined;
  do {
    const page = await client.send(new ListStackResourcesCommand({ StackName: stack, NextToken: next }));
    for (const each of page.StackResourceSummaries ?? []) {
      resources.push({
        logicalId: each.LogicalResourceId ?? '',
        physicalId: each.PhysicalResourceId ?? '',
        type: each.ResourceType ?? '',
        status: String(each.ResourceStatus),
        reason: each.ResourceStatusReason,
      });
    }
    next = page.NextToken;
  } while (next !== undefined);
  return resources;
}

export async function beginDelete(client: CloudFormationClient, name: string): Promise<void> {
  await client.send(new DeleteStackCommand({ StackName: name }));
}

const MOST_SECONDS = 300;

/**
 * A stack of these buckets alone, by an import (API_CreateChangeSet, ResourcesToImport). The import of a deployment itself
 * takes names only that are written out in the template; these hold the account.
 */
export async function importBuckets(
  client: CloudFormationClient,
  { name, template }: AssemblyStack,
  buckets: readonly NamedBucket[],
): Promise<void> {
  const Resources = Object.fromEntries(
    buckets.map((bucket) => {
      const resource = template.Resources[bucket.logicalId];
      return [
        bucket.logicalId,
        { ...resource, Properties: { ...resource?.Properties, BucketName: bucket.name } },
      ];
    }),
  );
  // One that fails stays, in the empty shell of a stack, and keeps its name (API_CreateChangeSet, AlreadyExists).
  const named = { StackName: name, ChangeSetName: `adopt-${randomUUID()}` };
  await client.send(
    new CreateChangeSetCommand({
      ...named,
      ChangeSetType: 'IMPORT',
      TemplateBody: JSON.stringify({ Resources }),
      ResourcesToImport: buckets.map((bucket) => ({
        ResourceType: 'AWS::S3::Bucket',
        LogicalResourceId: bucket.logicalId,
        ResourceIdentifier: { BucketName: bucket.name },
      })),
    }),
  );
  const waiting = { client, maxWaitTime: MOST_SECONDS, minDelay: 2, maxDelay: 5 };
  await waitUntilChangeSetCreateComplete(waiting, named);
  await client.send(new ExecuteChangeSetCommand(named));
  await waitUntilStackImportComplete(waiting, { StackName: name });
}
