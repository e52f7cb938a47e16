import { NotEmulatedError } from './assembly-error.ts';
import type { StackReader } from './stack-reader.ts';

/** What serves callers; the static tier has none of it. */
export const SERVING_TYPES = new Set([
  'AWS::ApiGateway::RestApi',
  'AWS::Lambda::Function',
  'AWS::SecretsManager::Secret',
]);
const READ = [
  ...SERVING_TYPES,
  'AWS::ApiGateway::ApiKey',
  'AWS::ApiGateway::Deployment',
  'AWS::ApiGateway::GatewayResponse',
  'AWS::ApiGateway::Method',
  'AWS::ApiGateway::Resource',
  'AWS::ApiGateway::Stage',
  'AWS::ApiGateway::UsagePlan',
  'AWS::ApiGateway::UsagePlanKey',
  'AWS::CloudFront::CachePolicy',
  'AWS::CloudFront::Distribution',
  'AWS::CloudFront::Function',
  'AWS::CloudFront::OriginAccessControl',
  'AWS::CloudFront::OriginRequestPolicy',
  'AWS::Lambda::Alias',
  'AWS::Lambda::Permission',
  'AWS::Lambda::Version',
  'AWS::S3::Bucket',
  'AWS::S3::BucketPolicy',
  'Custom::CDKBucketDeployment',
];
/** Without effect in the emulator: permissions in AWS, log destinations, notifications. */
const HARMLESS = [
  'AWS::ApiGateway::Account',
  'AWS::CDK::Metadata',
  'AWS::CloudWatch::Alarm',
  'AWS::CloudWatch::Dashboard',
  'AWS::Events::Rule',
  'AWS::IAM::Policy',
  'AWS::IAM::Role',
  'AWS::Lambda::EventInvokeConfig',
  'AWS::Lambda::LayerVersion',
  'AWS::Logs::LogGroup',
  'AWS::SNS::Subscription',
  'AWS::SNS::Topic',
  'AWS::SNS::TopicPolicy',
];
const KNOWN_TYPES = new Set([...READ, ...HARMLESS]);
/** What the setting `domain` adds to a serving stack. */
const OF_A_DOMAIN = new Set([
  'AWS::ApiGateway::BasePathMapping',
  'AWS::ApiGateway::DomainName',
  'AWS::CertificateManager::Certificate',
  'AWS::Route53::HealthCheck',
  'AWS::Route53::RecordSet',
]);

export function refuseUnknownTypes(stack: StackReader): void {
  for (const { where } of stack.resources) {
    if (OF_A_DOMAIN.has(where.type))
      throw new NotEmulatedError(
        where,
        'a domain: no DNS moves it here',
        'Synthesize with domain: null in settings.ts, or leave --assembly out: a new assembly has none.',
      );
    if (!KNOWN_TYPES.has(where.type))
      throw new NotEmulatedError(
        where,
        'this type of resource',
        'Take it out, or teach the emulator to behave like it.',
      );
  }
}
