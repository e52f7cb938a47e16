import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { secretInSecretsManager } from '../../rotate/secrets-manager.ts';
import type { Cloud } from '../cloud.ts';
import { lookUpResource } from '../look-ups/look-up-resource.ts';
import { bucketExists, deleteBucket } from './buckets.ts';
import { cdkDeploy } from './cdk-deploy.ts';
import { createClients } from './clients.ts';
import type { Clients } from './clients.ts';
import { accountConcurrency, invoke } from './functions.ts';
import { deleteLogGroup, logGroups } from './log-groups.ts';
import { readParameter, removeParameter, writeParameter } from './parameters.ts';
import { requestRate } from './request-rate.ts';
import { sendSigned } from './signed-request.ts';
import { deleteSecret, describeSecret, secretsOfStack } from './stack-secrets.ts';
import { beginDelete, findStack, importBuckets, listResources } from './stacks.ts';

export interface CloudOptions {
  readonly endpoint: string | undefined;
  /** What the CDK CLI says. */
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal;
}

/** AWS, or an endpoint in its place; credentials as every AWS tool finds them. */
export function openCloud({ endpoint, onLine, signal }: CloudOptions): Cloud {
  const regions = new Map<string, Clients>();
  const of = (region: string): Clients => {
    const clients = regions.get(region) ?? createClients(region, endpoint);
    regions.set(region, clients);
    return clients;
  };
  const askIn =
    (region: string) =>
    (request: Parameters<typeof sendSigned>[0]): ReturnType<typeof sendSigned> =>
      sendSigned(request, region, { sts: of(region).sts, endpoint });
  return {
    endpoint,
    identity: async (region) => {
      const { Account: account = '', Arn: arn = '' } = await of(region).sts.send(
        new GetCallerIdentityCommand({}),
      );
      return { account, arn };
    },
    bootstrapVersion: async (region, parameter) => {
      const version = await readParameter(of(region).ssm, parameter);
      return version === undefined ? undefined : Number(version);
    },
    concurrency: (region) => accountConcurrency(of(region).lambda),
    requestRate: (region) => requestRate(askIn(region)),
    stack: (region, name) => findStack(of(region).cloudFormation, name),
    resources: (region, stack) => listResources(of(region).cloudFormation, stack),
    deploy: (folder, stack) => cdkDeploy({ folder, stack, endpoint, onLine, signal }),
    adoptBuckets: (stack, buckets) => importBuckets(of(stack.region).cloudFormation, stack, buckets),
    deleteStack: (region, name) => beginDelete(of(region).cloudFormation, name),
    presence: (resource) => lookUpResource(resource, askIn(resource.region)),
    invoke: (region, functionName, payload) => invoke(of(region).lambda, functionName, payload),
    secret: secretInSecretsManager,
    secretsOf: (region, stack) => secretsOfStack(of(region).secretsManager, stack),
    deleteSecret: (region, arn, days) => deleteSecret(of(region).secretsManager, arn, days),
    describeSecret: (region, name) => describeSecret(of(region).secretsManager, name),
    parameter: (region, name) => readParameter(of(region).ssm, name),
    putParameter: (region, name, value) => writeParameter(of(region).ssm, name, value),
    deleteParameter: (region, name) => removeParameter(of(region).ssm, name),
    bucketExists: (region, bucket) => bucketExists(of(region).s3, bucket),
    deleteBucket: (region, bucket, onDeleted) => deleteBucket(of(region).s3, bucket, onDeleted),
    logGroups: (region, prefix) => logGroups(askIn(region), prefix),
    deleteLogGroup: (region, name) => deleteLogGroup(askIn(region), name),
  };
}
