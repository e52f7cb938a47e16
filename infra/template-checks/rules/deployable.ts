import { findCycles } from '../find-cycles.ts';
import { findUnbundled } from '../find-unbundled.ts';
import { ALL, SERVING } from '../rule.ts';
import type { Rule } from '../rule.ts';
import { walk } from '../template.ts';

/**
 * Name properties that must contain the region: the service is global, or its names are read together with another
 * region's.
 */
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

/** Templates that synthesize but cannot be deployed, or not together with the other serving stack. */
export const DEPLOYABLE: readonly Rule[] = [
  {
    name: 'no-circle',
    why: 'A circular dependency synthesizes but cannot be deployed.',
    whatToDo: 'Build the value from the request (own-urls.ts), or name the resource by its name.',
    appliesTo: ALL,
    find: ({ template }) => findCycles(template).map((cycle) => `circular dependency: ${cycle}`),
  },
  {
    name: 'no-custom-resource',
    why: 'A custom resource can fail, or hang for an hour, in the middle of a deployment.',
    whatToDo: 'Move it to the static stack, or to npm run deploy.',
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
    why: 'A whole folder as code holds files that the function does not need, and starts slowly.',
    whatToDo: 'Use the bundle of bundle.ts as the code, and synthesize to an empty folder.',
    // The static stack's functions are the CDK's own, which fill the bucket.
    appliesTo: SERVING,
    find: ({ folder, name, template }) => findUnbundled(folder, name, template),
  },
  {
    name: 'names-carry-the-region',
    why: 'The two serving stacks cannot both be deployed if global resources have the same name, and operators must see which region a name belongs to.',
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
    why: 'CloudFront refuses to deploy an origin group in a behaviour that allows POST, and never fails over a POST.',
    whatToDo: 'Map the errors to the static NCCO instead (distribution.ts).',
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
