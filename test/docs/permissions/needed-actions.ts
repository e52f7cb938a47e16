import { readdirSync, readFileSync } from 'node:fs';
import { deleteLogGroup, logGroups } from '../../../cli/stacks/aws/log-groups.ts';
import { requestRate } from '../../../cli/stacks/aws/request-rate.ts';
import type { DeployedResource } from '../../../cli/stacks/assembly.ts';
import type { AwsRequest } from '../../../cli/stacks/look-ups/aws-request.ts';
import { LOOK_UPS } from '../../../cli/stacks/look-ups/look-up-resource.ts';

const TOOLS = new URL('../../../cli/', import.meta.url);
/** Commands that work in the account with the caller's own permissions. */
const FOLDERS = ['deploy', 'destroy', 'outputs', 'rotate', 'smoke', 'stacks'];

const filesOf = (folder: string): readonly URL[] =>
  readdirSync(new URL(`${folder}/`, TOOLS), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => new URL(`${folder}/${file}`, TOOLS));

/** As IAM calls the service of an SDK's client, or of a signed request. */
const PREFIXES: Readonly<Record<string, string>> = {
  'secrets-manager': 'secretsmanager',
  monitoring: 'cloudwatch',
};
const prefixOf = (service: string): string => PREFIXES[service] ?? service;

/** What IAM calls otherwise than the API does (Service Authorization Reference). */
const OTHERWISE: Readonly<Record<string, readonly string[]>> = {
  's3:HeadBucket': ['s3:ListBucket'],
  's3:ListObjectVersions': ['s3:ListBucketVersions'],
  's3:DeleteObject': ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  's3:DeleteObjects': ['s3:DeleteObject', 's3:DeleteObjectVersion'],
  'lambda:Invoke': ['lambda:InvokeFunction'],
  // Nobody can be denied it.
  'sts:GetCallerIdentity': [],
  'cloudformation:waitUntilChangeSetCreateComplete': ['cloudformation:DescribeChangeSet'],
  'cloudformation:waitUntilStackImportComplete': ['cloudformation:DescribeStacks'],
};

/** What the SDK's commands and waiters need that a text imports. */
export function actionsOfImports(text: string): readonly string[] {
  const imports = text.matchAll(/^import \{([^}]*)\} from '@aws-sdk\/client-([\w-]+)';/gm);
  return [...imports].flatMap(([, names = '', client = '']) =>
    [...names.matchAll(/\b(?:(\w+)Command|(waitUntil\w+))\b/g)].flatMap(([, command, waiter]) => {
      const action = `${prefixOf(client)}:${command ?? waiter ?? ''}`;
      const actions = OTHERWISE[action];
      if (actions === undefined && command === undefined) throw new Error(`what does ${action} ask?`);
      return actions ?? [action];
    }),
  );
}

/** By method and path, where nothing else names the operation. */
const BY_PATH: readonly (readonly [RegExp, string])[] = [
  [/^apigateway GET /, 'apigateway:GET'],
  [/^lambda GET \/\S+\/configuration(\?|$)/, 'lambda:GetFunctionConfiguration'],
  [/^lambda GET \/\S+\/policy(\?|$)/, 'lambda:GetPolicy'],
  [/^lambda GET \/\S+\/layers\//, 'lambda:GetLayerVersion'],
  [/^lambda GET \/\S+\/event-invoke-config/, 'lambda:GetFunctionEventInvokeConfig'],
  [/^s3 HEAD \/[^/?]+$/, 's3:ListBucket'],
  [/^s3 GET \/[^/?]+\?policy=$/, 's3:GetBucketPolicy'],
  [/^s3 GET \/[^/?]+\?list-type=2/, 's3:ListBucket'],
  [/^route53 GET \/\S+\/rrset\?/, 'route53:ListResourceRecordSets'],
  [/^route53 GET \/\S+\/healthcheck\//, 'route53:GetHealthCheck'],
  [/^cloudfront GET \/\S+\/distribution\//, 'cloudfront:GetDistribution'],
  [/^cloudfront GET \/\S+\/origin-access-control\//, 'cloudfront:GetOriginAccessControl'],
  [/^cloudfront GET \/\S+\/describe\?/, 'cloudfront:DescribeFunction'],
];

/** What a plain request needs. */
function actionOf({ service, method, path, headers, body = '' }: AwsRequest): string {
  const operation =
    headers['x-amz-target']?.split('.').at(-1) ?? new URLSearchParams(body).get('Action') ?? undefined;
  if (operation !== undefined) return `${prefixOf(service)}:${operation}`;
  const asked = `${service} ${method} ${path}`;
  const [, action] = BY_PATH.find(([pattern]) => pattern.test(asked)) ?? [];
  if (action === undefined) throw new Error(`what does "${asked}" need?`);
  return action;
}

/** One of each type, with whatever a look-up reads. */
const aResource = (type: string): DeployedResource => ({
  region: 'eu-west-1',
  logicalId: 'Id',
  type,
  physicalId: type.endsWith('LayerVersion')
    ? 'arn:aws:lambda:r:1:layer:l:1'
    : 'arn:aws:lambda:r:1:function:f:1',
  properties: new Proxy({}, { get: (_, name) => propertyOf(String(name)) }),
  physicalIdOf: () => 'id',
});

const REFERENCES =
  /^(RestApiId|ResourceId|UsagePlanId|KeyId|DomainName|Bucket|DestinationBucketName|LogGroupName|FunctionName)$/;
function propertyOf(name: string): unknown {
  if (name === 'Roles') return [{ Ref: 'Role' }];
  return REFERENCES.test(name) ? { Ref: 'Other' } : 'text';
}

/** What reading back asks. */
export function actionsOfLookUps(): readonly string[] {
  return Object.entries(LOOK_UPS).map(([type, lookUp]) => {
    const question = lookUp(aResource(type));
    if (question === undefined) throw new Error(`what does the look-up of ${type} read?`);
    return actionOf(question.request);
  });
}

async function actionsOfPlainRequests(): Promise<readonly string[]> {
  const asked: AwsRequest[] = [];
  const ask = async (request: AwsRequest) => {
    asked.push(request);
    return { status: 200, text: '{}' };
  };
  await logGroups(ask, '');
  await deleteLogGroup(ask, '');
  await requestRate(ask).catch(() => undefined);
  return asked.map(actionOf);
}

/** What the SDK's commands need that one file imports. */
export const actionsOfFile = (file: string): readonly string[] =>
  actionsOfImports(readFileSync(new URL(file, TOOLS), 'utf8'));

/** Everything that the commands ask of AWS by themselves, as IAM calls it. */
export async function neededActions(): Promise<ReadonlySet<string>> {
  const texts = FOLDERS.flatMap(filesOf).map((file) => readFileSync(file, 'utf8'));
  return new Set([
    ...texts.flatMap(actionsOfImports),
    ...actionsOfLookUps(),
    ...(await actionsOfPlainRequests()),
  ]);
}

/** Files that write plain requests: each is asked for its own above. */
export const filesWithRequests = (): readonly string[] =>
  FOLDERS.flatMap(filesOf)
    .filter((file) => /import \{[^}]*\} from '\S*aws-request\.ts'/.test(readFileSync(file, 'utf8')))
    .map((file) => file.pathname.slice(TOOLS.pathname.length))
    .toSorted();
