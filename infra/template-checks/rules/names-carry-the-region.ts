import { ALL } from '../rule.ts';
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

export const namesCarryTheRegion: Rule = {
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
};
