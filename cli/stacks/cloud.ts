import type { RegionSecret } from '../rotate/region-secret.ts';
import type { Timeout } from '../kit/read-back-flag.ts';
import type { SecretLocation } from '../rotate/secret-location.ts';
import type { AssemblyStack, DeployedResource, Presence } from './assembly.ts';

export interface Identity {
  readonly account: string;
  readonly arn: string;
}

/** How many executions Lambda lets run at once in a region. */
export interface Concurrency {
  readonly limit: number;
  /** Of the limit, what no function has reserved. */
  readonly unreserved: number;
}

/** How many requests API Gateway takes in a region, over all APIs of the account. */
export interface RequestRate {
  readonly perSecond: number;
  readonly burst: number;
}

export interface DescribedSecret {
  /** It is scheduled to be deleted, and cannot be read. */
  readonly isDeleted: boolean;
  /** It has a current version. */
  readonly hasValue: boolean;
  /** Of a key of one's own; undefined: AWS's, which needs no permission. */
  readonly key: string | undefined;
}

export interface FoundStack {
  /** Its ARN: it is known by it even after it is deleted. */
  readonly id: string;
  /** In CloudFormation's words. */
  readonly status: string;
  readonly reason: string | undefined;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A resource, as its stack lists it. */
export interface StackResource {
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason: string | undefined;
}

/** The account, one region per call. A call rejects if the region is unavailable or AWS refuses. */
export interface Cloud {
  /** The AWS-compatible endpoint in use instead of AWS. */
  readonly endpoint: string | undefined;
  identity(region: string): Promise<Identity>;
  /** Undefined: the region is not bootstrapped. */
  bootstrapVersion(region: string, parameter: string): Promise<number | undefined>;
  concurrency(region: string): Promise<Concurrency>;
  requestRate(region: string): Promise<RequestRate>;

  /** By name, or by ARN. */
  stack(region: string, name: string): Promise<FoundStack | undefined>;
  resources(region: string, stack: string): Promise<readonly StackResource[]>;
  /** Creates or updates it, and waits. @throws Error where it does not come up */
  deploy(assemblyFolder: string, stack: AssemblyStack): Promise<void>;
  /** Makes a stack of buckets that are there already, which the next deploy completes. */
  adoptBuckets(stack: AssemblyStack, buckets: readonly NamedBucket[]): Promise<void>;
  /** Begins it. */
  deleteStack(region: string, name: string): Promise<void>;
  /** What the resource's own service says. */
  presence(resource: DeployedResource): Promise<Presence>;

  invoke(region: string, functionName: string, payload: unknown): Promise<unknown>;
  secret(location: SecretLocation, readBackTimeout?: Timeout): RegionSecret;
  /** ARNs of the secrets that a stack has made, those left out that are deleted already. */
  secretsOf(region: string, stack: string): Promise<readonly string[]>;
  /** @returns false where it was deleted already */
  deleteSecret(region: string, arn: string, recoveryDays: number): Promise<boolean>;
  parameter(region: string, name: string): Promise<string | undefined>;
  putParameter(region: string, name: string, value: string): Promise<void>;
  deleteParameter(region: string, name: string): Promise<void>;

  /** A secret that the deployment does not own; undefined: there is none of that name. */
  describeSecret(region: string, name: string): Promise<DescribedSecret | undefined>;

  bucketExists(region: string, bucket: string): Promise<boolean>;
  /** Deletes every version in it, then it. */
  deleteBucket(region: string, bucket: string, onDeleted: (objects: number) => void): Promise<void>;
  /** Names that begin with the prefix. */
  logGroups(region: string, prefix: string): Promise<readonly string[]>;
  deleteLogGroup(region: string, name: string): Promise<void>;
}

/** A bucket of a template, by the name it has in the account. */
export interface NamedBucket {
  readonly logicalId: string;
  readonly name: string;
}

/** What a stack's state means for a change of it (CloudFormation, "Stack status codes"). */
export type StackCondition = 'none' | 'up' | 'creation-failed' | 'import-failed' | 'busy' | 'stuck';

/** @param stack undefined: there is none */
export function conditionOf(stack: Pick<FoundStack, 'status' | 'outputs'> | undefined): StackCondition {
  const status = stack?.status;
  // Made for a change set that was never executed: an empty shell.
  if (status === undefined || status === 'REVIEW_IN_PROGRESS' || status === 'DELETE_COMPLETE') return 'none';
  if (status.endsWith('_IN_PROGRESS')) return 'busy';
  if (status === 'ROLLBACK_COMPLETE' || status === 'ROLLBACK_FAILED') return 'creation-failed';
  // The import that made the stack: nothing of the deployment came after it, which would have outputs.
  const isEmpty = Object.keys(stack?.outputs ?? {}).length === 0;
  if (status.startsWith('IMPORT_ROLLBACK_') && isEmpty) return 'import-failed';
  if (status.endsWith('_FAILED')) return 'stuck';
  return 'up';
}
