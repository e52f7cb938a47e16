import type { CheckReport, CheckTarget, TargetReport } from '../../../contracts/check-report.ts';
import type { SecretsByName } from '../../../contracts/signature-secret.ts';
import type { AssemblyStack } from '../../../cli/stacks/assembly.ts';
import type { Cloud, DescribedSecret, FoundStack, StackResource } from '../../../cli/stacks/cloud.ts';
import { ACCOUNT, REGIONS } from './an-assembly.ts';

/** One region of an account that is held in memory. A test sets what it likes. */
export interface RecordedRegion {
  /** Rejects everything. */
  isAway: boolean;
  account: string;
  bootstrap: number | undefined;
  concurrency: { limit: number; unreserved: number };
  requestRate: { perSecond: number; burst: number };
  readonly stacks: Map<string, FoundStack & { resources: readonly StackResource[] }>;
  readonly buckets: Set<string>;
  readonly parameters: Map<string, string>;
  /** ARN → what is held; null: deleted, to be restored. */
  readonly secrets: Map<string, SecretsByName | null>;
  /** Name → a secret that the deployment does not own. */
  readonly ownSecrets: Map<string, DescribedSecret>;
  readonly logGroups: Set<string>;
  /** What the synthetic check finds, one after the other; the last one again and again. */
  checks: Partial<Record<CheckTarget, readonly Partial<TargetReport>[]>>;
}

export interface RecordingCloud extends Cloud {
  /** What changed something, or probed, in order: `deploy <stack>`, `secret <region>`, `probe own <region>`, … */
  readonly did: string[];
  readonly regions: Readonly<Record<string, RecordedRegion>>;
  /** What becomes of a stack instead of coming up: its state, or undefined for none. */
  readonly failing: Map<string, string | undefined>;
  /** What a stack leaves standing instead of being deleted: the reason. */
  readonly held: Map<string, string>;
  /** Buckets whose deletion is refused: the reason. */
  readonly refusedBuckets: Map<string, string>;
  /** Logical ids that are said to be created, and are not there. */
  readonly skipped: Set<string>;
}

const NOTHING: SecretsByName = { current: null, next: null, previous: null };

const newRegion = (): RecordedRegion => ({
  isAway: false,
  account: ACCOUNT,
  bootstrap: 28,
  concurrency: { limit: 1000, unreserved: 1000 },
  requestRate: { perSecond: 10_000, burst: 5000 },
  stacks: new Map(),
  buckets: new Set(),
  parameters: new Map(),
  secrets: new Map(),
  ownSecrets: new Map(),
  logGroups: new Set(),
  checks: {},
});

export const arnOf = (region: string): string =>
  `arn:aws:secretsmanager:${region}:${ACCOUNT}:secret:SignatureSecret-${region}`;

/** What a stack of a template would tell. */
const outputsOf = ({ role, region, name }: AssemblyStack): Record<string, string> =>
  role === 'static'
    ? { Region: region, StaticFallbackUrl: 'https://static.example.com/static/fallback.json' }
    : {
        Region: region,
        Role: role,
        ApiUrl: `https://api.${region}.example.com/prod`,
        AnswerUrl: `https://api.${region}.example.com/prod/answer`,
        FallbackUrl: `https://distribution.${region}.example.com/fallback`,
        SignatureSecretArn: arnOf(region),
        SyntheticCheckFunction: `${name}-Check`,
      };

/** An account that carries out each call at once, and records it. */
export function recordingCloud({ endpoint }: { readonly endpoint?: string } = {}): RecordingCloud {
  const did: string[] = [];
  const regions: Record<string, RecordedRegion> = Object.fromEntries(
    Object.values(REGIONS).map((region) => [region, newRegion()]),
  );
  const failing: RecordingCloud['failing'] = new Map();
  const held: RecordingCloud['held'] = new Map();
  const refusedBuckets: RecordingCloud['refusedBuckets'] = new Map();
  const skipped: RecordingCloud['skipped'] = new Set();
  const of = async (region: string): Promise<RecordedRegion> => {
    const found = regions[region];
    if (found === undefined || found.isAway) throw new Error(`connect ETIMEDOUT ${region}`);
    return found;
  };
  const stackIn = ({ stacks }: RecordedRegion, name: string) =>
    stacks.get(name) ?? [...stacks.values()].find(({ id }) => id === name);
  return {
    did,
    regions,
    failing,
    held,
    refusedBuckets,
    skipped,
    endpoint,
    identity: async (region) => ({ account: (await of(region)).account, arn: `arn:aws:iam::x:user/someone` }),
    bootstrapVersion: async (region) => (await of(region)).bootstrap,
    concurrency: async (region) => (await of(region)).concurrency,
    requestRate: async (region) => (await of(region)).requestRate,
    stack: async (region, name) => stackIn(await of(region), name),
    resources: async (region, name) => stackIn(await of(region), name)?.resources ?? [],
    deploy: async (_folder, stack) => {
      const region = await of(stack.region);
      did.push(`deploy ${stack.name}`);
      const resources = Object.entries(stack.template.Resources).map(([logicalId, { Type }]) => ({
        logicalId,
        physicalId: logicalId === 'SignatureSecret' ? arnOf(stack.region) : `${stack.name}-${logicalId}`,
        type: Type,
        status: 'CREATE_COMPLETE',
        reason: undefined,
      }));
      const id = `arn:aws:cloudformation:${stack.region}:${ACCOUNT}:stack/${stack.name}/1`;
      if (failing.has(stack.name)) {
        const status = failing.get(stack.name);
        if (status !== undefined)
          region.stacks.set(stack.name, { id, status, reason: '', outputs: outputsOf(stack), resources });
        throw new Error(`cdk deploy ${stack.name} ended with 1`);
      }
      const status = region.stacks.has(stack.name) ? 'UPDATE_COMPLETE' : 'CREATE_COMPLETE';
      region.stacks.set(stack.name, { id, status, reason: undefined, outputs: outputsOf(stack), resources });
      if (stack.role !== 'static' && !region.secrets.has(arnOf(stack.region)))
        region.secrets.set(arnOf(stack.region), NOTHING);
    },
    adoptBuckets: async ({ region }, buckets) => {
      await of(region);
      did.push(...buckets.map(({ name }) => `adopt ${name}`));
    },
    deleteStack: async (region, name) => {
      const { stacks } = await of(region);
      did.push(`delete ${name}`);
      const stack = stacks.get(name);
      const reason = held.get(name);
      if (stack === undefined) return;
      if (reason === undefined) stacks.delete(name);
      else {
        const resources = stack.resources.map((each, index) =>
          index === 0 ? { ...each, status: 'DELETE_FAILED', reason } : { ...each, status: 'DELETE_COMPLETE' },
        );
        stacks.set(name, { ...stack, status: 'DELETE_FAILED', resources });
      }
    },
    presence: async ({ region, logicalId, type }) => {
      await of(region);
      if (type.startsWith('Custom::')) return { state: 'not-looked-up', why: 'unknown here' };
      return { state: skipped.has(logicalId) ? 'missing' : 'there' };
    },
    invoke: async (region, functionName, payload) => {
      const { checks } = await of(region);
      const [target = 'own'] = (payload as { targets: CheckTarget[] }).targets;
      did.push(`probe ${target} ${region}`);
      if (!functionName.endsWith('-Check')) throw new Error(`no function ${functionName}`);
      const [first, ...others] = checks[target] ?? [{}];
      if (others.length > 0) checks[target] = others;
      const report: CheckReport = {
        region,
        atMs: 0,
        targets: { [target]: { ...OK, ...first } },
      };
      return report;
    },
    secret: ({ region, role, arn }) => ({
      region,
      role,
      read: async () => {
        const secrets = (await of(region)).secrets.get(arn);
        if (secrets === undefined || secrets === null) throw new Error(`no secret ${arn}`);
        return { secrets, version: '1', writtenAtMs: 0 };
      },
      replace: async (_from, secrets) => {
        (await of(region)).secrets.set(arn, secrets);
        did.push(`secret ${region}`);
        return { secrets, version: '2', writtenAtMs: 0 };
      },
    }),
    secretsOf: async (region) =>
      [...(await of(region)).secrets].flatMap(([arn, secrets]) => (secrets === null ? [] : [arn])),
    deleteSecret: async (region, arn, days) => {
      const { secrets } = await of(region);
      if (secrets.get(arn) === undefined || secrets.get(arn) === null) return false;
      secrets.set(arn, null);
      did.push(`delete secret ${region} (${String(days)} days)`);
      return true;
    },
    describeSecret: async (region, name) => (await of(region)).ownSecrets.get(name),
    parameter: async (region, name) => (await of(region)).parameters.get(name),
    putParameter: async (region, name, value) => {
      (await of(region)).parameters.set(name, value);
      // Beside the record: the outputs of each stack.
      if (name.endsWith('/deployment')) did.push(`record ${region}`);
    },
    deleteParameter: async (region, name) => {
      (await of(region)).parameters.delete(name);
      if (name.endsWith('/deployment')) did.push(`delete record ${region}`);
    },
    bucketExists: async (region, bucket) => (await of(region)).buckets.has(bucket),
    deleteBucket: async (region, bucket, onDeleted) => {
      const { buckets } = await of(region);
      const reason = refusedBuckets.get(bucket);
      if (reason !== undefined) throw new Error(reason);
      buckets.delete(bucket);
      onDeleted(3);
      did.push(`delete bucket ${bucket}`);
    },
    logGroups: async (region, prefix) =>
      [...(await of(region)).logGroups].filter((name) => name.startsWith(prefix)),
    deleteLogGroup: async (region, name) => {
      (await of(region)).logGroups.delete(name);
      did.push(`delete log group ${name}`);
    },
  };
}

const OK: TargetReport = {
  result: 'ok',
  needsAttention: false,
  status: 200,
  answeredBy: 'here',
  tookMs: 12,
  detail: 'answered with a valid NCCO',
};
