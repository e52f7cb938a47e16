import { findCycles } from '../find-cycles.ts';
import { findUnbundled } from '../find-unbundled.ts';
import { ALL, SERVING } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { walk } from '../template.ts';

/** Names of services that are global, or are read beside those of another region. */
const NAMES: Readonly<Record<string, string>> = {
  'AWS::ApiGateway::ApiKey': 'Name',
  'AWS::ApiGateway::RestApi': 'Name',
  'AWS::ApiGateway::UsagePlan': 'UsagePlanName',
  'AWS::CloudFront::Function': 'Name',
  'AWS::CloudWatch::Alarm': 'AlarmName',
  'AWS::CloudWatch::Dashboard': 'DashboardName',
  'AWS::IAM::Role': 'RoleName',
  'AWS::Lambda::Function': 'FunctionName',
  'AWS::Logs::LogGroup': 'LogGroupName',
  'AWS::Route53::RecordSet': 'SetIdentifier',
  'AWS::S3::Bucket': 'BucketName',
  'AWS::SNS::Topic': 'TopicName',
  'AWS::SecretsManager::Secret': 'Name',
};

interface Behavior {
  readonly TargetOriginId?: unknown;
  readonly AllowedMethods?: readonly string[];
}
interface DistributionConfig {
  readonly OriginGroups?: { readonly Items?: readonly { readonly Id?: unknown }[] };
  readonly DefaultCacheBehavior?: Behavior;
  readonly CacheBehaviors?: readonly Behavior[];
}

/** What synthesizes and does not deploy, or not beside another one. */
export const DEPLOYABLE: readonly Rule[] = [
  {
    name: 'no-circle',
    why: 'Resources that wait for each other synthesize and do not deploy.',
    whatToDo: 'Build the value from the request (own-urls.ts), or name the resource by its name.',
    appliesTo: ALL,
    find: ({ template }) => findCycles(template).map((cycle) => `resources wait for each other: ${cycle}`),
  },
  {
    name: 'no-custom-resource',
    why: 'A function that runs while a serving stack is deployed can fail, or hang for an hour, in the middle of it.',
    whatToDo: 'Do it in the static stack, or in npm run deploy.',
    appliesTo: SERVING,
    find: ({ template: { Resources = {} } }) =>
      Object.entries(Resources)
        .filter(
          ([, { Type }]) => Type.startsWith('Custom::') || Type === 'AWS::CloudFormation::CustomResource',
        )
        .map(
          ([id, { Type }]) => `${id} is a custom resource (${Type}): a deploy step inside a serving stack`,
        ),
  },
  {
    name: 'every-asset-is-bundled',
    why: 'A folder that is zipped as it stands carries what lies in it, and starts slowly.',
    whatToDo: 'Name the bundle of bundle.ts as the code. Synthesize to a folder of its own.',
    // The static stack's functions are the CDK's own, which fill the bucket.
    appliesTo: SERVING,
    find: ({ folder, name, template }) => findUnbundled(folder, name, template),
  },
  {
    name: 'names-carry-the-region',
    why: 'Two equal stacks with equal names of global resources cannot both be deployed; and an operator must see which one is meant.',
    whatToDo: 'Put the region into the name, or leave the name to CloudFormation.',
    appliesTo: ALL,
    find: ({ template: { Resources = {} }, role }, { regions }) =>
      Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
        const key = NAMES[Type];
        const name = key === undefined ? undefined : Properties?.[key];
        if (name === undefined) return [];
        const texts = [...walk(name)].map(({ value }) => value);
        const carries = texts.some(
          (text) => typeof text === 'string' && (text.includes(regions[role]) || text === 'AWS::Region'),
        );
        return carries
          ? []
          : [`${id}: expected ${regions[role]} in its ${String(key)}, found ${JSON.stringify(name)}`];
      }),
  },
  {
    name: 'no-origin-group-beside-post',
    why: 'CloudFront refuses, at the deployment, an origin group in a behaviour that allows POST; and fails over for no POST.',
    whatToDo: 'Map the errors to the static NCCO (distribution.ts), as it is done now.',
    appliesTo: ALL,
    find: ({ template: { Resources = {} } }) =>
      Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
        if (Type !== 'AWS::CloudFront::Distribution') return [];
        const config = (Properties?.['DistributionConfig'] ?? {}) as DistributionConfig;
        const groups = (config.OriginGroups?.Items ?? []).map((group) => group.Id);
        return [config.DefaultCacheBehavior, ...(config.CacheBehaviors ?? [])]
          .filter((behavior) => behavior?.AllowedMethods?.includes('POST') === true)
          .filter((behavior) => groups.includes(behavior?.TargetOriginId))
          .map((behavior) => `${id} sends POST to the origin group ${String(behavior?.TargetOriginId)}`);
      }),
  },
];
