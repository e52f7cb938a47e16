import { randomUUID } from 'node:crypto';
import type { Template } from '../../../cli/stacks/assembly.ts';
import { resolveName } from '../../../cli/stacks/assembly.ts';
import { ACCOUNT, escapeXml, xml } from './account.ts';
import type { AwsReply, AwsRequestSeen, Behavior, RegionHeld, StackHeld } from './account.ts';

const result = (action: string, inner: string): AwsReply =>
  xml(`<${action}Response><${action}Result>${inner}</${action}Result></${action}Response>`);
const refusal = (code: string, message: string): AwsReply =>
  xml(
    `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error></ErrorResponse>`,
    400,
  );
const members = (items: readonly string[]): string =>
  items.map((item) => `<member>${item}</member>`).join('');

const NOW = '2026-01-01T12:00:00.000Z';

/** Change sets, which are how the CDK CLI deploys; stacks, their resources, and their deletion. */
export function cloudFormation(
  { body, region }: AwsRequestSeen,
  held: RegionHeld,
  { skips }: Behavior,
): AwsReply | undefined {
  const asked = new URLSearchParams(body);
  const action = asked.get('Action') ?? '';
  const named = asked.get('StackName') ?? '';
  const stack = held.stacks.get(named) ?? [...held.stacks.values()].find(({ id }) => id === named);
  const changeSet = `arn:aws:cloudformation:${region}:${ACCOUNT}:changeSet/a-change/1`;
  const name = stack?.name ?? named;
  switch (action) {
    case 'DescribeStacks':
      return stack === undefined
        ? refusal('ValidationError', `Stack with id ${named} does not exist`)
        : result(action, `<Stacks>${members([describe(stack)])}</Stacks>`);
    case 'GetTemplate':
      return result(action, `<TemplateBody>${escapeXml(stack?.templateText ?? '{}')}</TemplateBody>`);
    case 'DescribeStackEvents':
      return result(
        action,
        `<StackEvents>${members([
          `<StackId>${stack?.id ?? ''}</StackId><EventId>${randomUUID()}</EventId><StackName>${name}</StackName><LogicalResourceId>${name}</LogicalResourceId><PhysicalResourceId>${stack?.id ?? ''}</PhysicalResourceId><ResourceType>AWS::CloudFormation::Stack</ResourceType><Timestamp>${new Date().toISOString()}</Timestamp><ResourceStatus>${stack?.status ?? ''}</ResourceStatus>`,
        ])}</StackEvents>`,
      );
    case 'ListStackResources':
      return result(
        action,
        `<StackResourceSummaries>${members(
          [...(stack?.physicalIds ?? [])].map(
            ([logicalId, physicalId]) =>
              `<LogicalResourceId>${logicalId}</LogicalResourceId><PhysicalResourceId>${physicalId}</PhysicalResourceId><ResourceType>${stack?.template.Resources[logicalId]?.Type ?? ''}</ResourceType><ResourceStatus>CREATE_COMPLETE</ResourceStatus><LastUpdatedTimestamp>${NOW}</LastUpdatedTimestamp>`,
          ),
        )}</StackResourceSummaries>`,
      );
    case 'CreateChangeSet': {
      const url = asked.get('TemplateURL');
      const [, bucket = '', key = ''] = /^https?:\/\/[^/]+\/([^/]+)\/(.+)$/.exec(url ?? '') ?? [];
      const text =
        asked.get('TemplateBody') ?? held.buckets.get(bucket)?.get(key) ?? stackTemplate(held, url);
      if (text === undefined) return refusal('ValidationError', `no template at ${String(url)}`);
      const isImport = asked.get('ChangeSetType') === 'IMPORT';
      const imported = asked.get('ResourcesToImport.member.1.ResourceIdentifier.entry.1.value') ?? '';
      if (isImport && stack !== undefined && stack.status !== 'REVIEW_IN_PROGRESS')
        return refusal('ValidationError', `${name} is there already`);
      const ofStack = `${name}/${asked.get('ChangeSetName') ?? ''}`;
      if (held.failedChangeSets.has(ofStack))
        return refusal('AlreadyExistsException', `${ofStack} is there already`);
      const hasFailed = isImport && !held.buckets.has(imported);
      if (hasFailed) {
        held.failedChangeSets.add(ofStack);
        held.stacks.set(name, emptyShell(region, name));
      }
      held.planned.set(name, { text, isImport, hasFailed });
      return result(action, `<Id>${changeSet}</Id><StackId>${idOf(region, name)}</StackId>`);
    }
    case 'DescribeChangeSet':
      return result(
        action,
        `<ChangeSetName>a-change</ChangeSetName><ChangeSetId>${changeSet}</ChangeSetId><StackName>${name}</StackName><StackId>${idOf(region, name)}</StackId>${
          held.planned.get(name)?.hasFailed === true
            ? '<Status>FAILED</Status><StatusReason>there is no such bucket</StatusReason>'
            : '<Status>CREATE_COMPLETE</Status>'
        }<ExecutionStatus>AVAILABLE</ExecutionStatus><CreationTime>${NOW}</CreationTime><Changes>${members([
          '<Type>Resource</Type>',
        ])}</Changes>`,
      );
    case 'ExecuteChangeSet':
      execute(region, name, held, skips);
      return result(action, '');
    case 'DeleteChangeSet':
      return result(action, '');
    case 'DeleteStack':
      if (stack !== undefined) remove(stack, held);
      return result(action, '');
    default:
      return refusal('InvalidAction', action);
  }
}

/** The CLI names the asset's bucket by the region's own host. */
function stackTemplate(held: RegionHeld, url: string | null): string | undefined {
  const key = url?.split('/').at(-1) ?? '';
  return [...held.buckets.values()].map((objects) => objects.get(key)).find((text) => text !== undefined);
}

const idOf = (region: string, name: string): string =>
  `arn:aws:cloudformation:${region}:${ACCOUNT}:stack/${name}/1`;

/** What a change set for a new stack is made in. */
const emptyShell = (region: string, name: string): StackHeld => ({
  id: idOf(region, name),
  name,
  status: 'REVIEW_IN_PROGRESS',
  template: { Resources: {} },
  templateText: '{}',
  physicalIds: new Map(),
  outputs: {},
});

const describe = ({ id, name, status, outputs }: StackHeld): string =>
  `<StackId>${id}</StackId><StackName>${name}</StackName><StackStatus>${status}</StackStatus><CreationTime>${NOW}</CreationTime><Outputs>${members(
    Object.entries(outputs).map(
      ([key, value]) => `<OutputKey>${key}</OutputKey><OutputValue>${escapeXml(value)}</OutputValue>`,
    ),
  )}</Outputs>`;

/** Makes what the template names; what is skipped gets a physical id all the same. */
function execute(region: string, name: string, held: RegionHeld, skips: readonly string[]): void {
  const { text = '{}', isImport = false } = held.planned.get(name) ?? {};
  const template = JSON.parse(text) as Template;
  const found = held.stacks.get(name);
  const before = found?.status === 'REVIEW_IN_PROGRESS' ? undefined : found;
  const physicalIds = new Map<string, string>(before?.physicalIds ?? []);
  for (const [logicalId, { Type, Properties = {} }] of Object.entries(template.Resources)) {
    const own = `${name}-${logicalId}`;
    const named = resolveName(Properties['BucketName'], { account: ACCOUNT, region }) ?? own;
    const arn = `arn:aws:secretsmanager:${region}:${ACCOUNT}:secret:${own}`;
    const id = { 'AWS::S3::Bucket': named, 'AWS::SecretsManager::Secret': arn }[Type] ?? own;
    if (physicalIds.has(logicalId)) continue;
    physicalIds.set(logicalId, id);
    if (skips.includes(Type)) continue;
    if (Type === 'AWS::S3::Bucket') held.buckets.set(id, held.buckets.get(id) ?? new Map<string, string>());
    if (Type === 'AWS::Logs::LogGroup') held.logGroups.add(id);
    if (Type === 'AWS::Lambda::Function') held.functions.add(id);
    if (Type === 'AWS::SecretsManager::Secret')
      held.secrets.set(id, {
        versions: new Map([['first', String(Properties['SecretString'])]]),
        current: 'first',
        stack: name,
        isDeleted: false,
      });
  }
  const outputs = Object.entries(template.Outputs ?? {}).map(([key, { Value }]) => {
    const { Ref } = (Value ?? {}) as { Ref?: string };
    return [key, Ref === undefined ? String(Value) : (physicalIds.get(Ref) ?? '')] as const;
  });
  held.stacks.set(name, {
    id: idOf(region, name),
    name,
    status: isImport ? 'IMPORT_COMPLETE' : before === undefined ? 'CREATE_COMPLETE' : 'UPDATE_COMPLETE',
    template,
    templateText: text,
    physicalIds,
    outputs: Object.fromEntries(outputs),
  });
}

/** What is to be retained stays. */
function remove(stack: StackHeld, held: RegionHeld): void {
  for (const [logicalId, id] of stack.physicalIds) {
    const { Type, DeletionPolicy = 'Delete' } = stack.template.Resources[logicalId] ?? { Type: '' };
    if (DeletionPolicy !== 'Delete') continue;
    if (Type === 'AWS::Logs::LogGroup') held.logGroups.delete(id);
    if (Type === 'AWS::Lambda::Function') held.functions.delete(id);
  }
  held.stacks.delete(stack.name);
}
