import { get, json, query, segment } from './aws-request.ts';
import { parent, referredTo, text } from './look-up.ts';
import type { LookUp } from './look-up.ts';

const IAM = '2010-05-08';
const CLOUDWATCH = '2010-08-01';
const SNS = '2010-03-31';
const CLOUDFRONT = '/2020-05-31';

/** Last part of an ARN, or the name itself. */
const lastPart = (id: string): string => id.split('/').at(-1) ?? id;

export const OTHER_LOOK_UPS: Readonly<Record<string, LookUp>> = {
  'AWS::S3::Bucket': ({ physicalId }) => ({
    request: { service: 's3', method: 'HEAD', path: `/${physicalId}`, headers: {}, body: undefined },
  }),
  'AWS::S3::BucketPolicy': (resource) => {
    const bucket = parent(resource, 'Bucket');
    return bucket === undefined ? undefined : { request: get('s3', `/${bucket}?policy=`) };
  },
  // The CDK's own: it is what it has copied.
  'Custom::CDKBucketDeployment': (resource) => {
    const bucket = parent(resource, 'DestinationBucketName');
    const prefix = text(resource, 'DestinationBucketKeyPrefix') ?? '';
    return bucket === undefined
      ? undefined
      : {
          request: get('s3', `/${bucket}?list-type=2&max-keys=1&prefix=${segment(`${prefix}/`)}`),
          holds: (answer) => answer.includes('<Key>'),
        };
  },
  'AWS::SecretsManager::Secret': ({ physicalId }) => ({
    request: json('secretsmanager', 'secretsmanager.DescribeSecret', { SecretId: physicalId }),
    // One that is deleted is described until it is gone.
    holds: (answer) => !answer.includes('"DeletedDate"'),
  }),
  'AWS::SSM::Parameter': ({ physicalId }) => ({
    request: json('ssm', 'AmazonSSM.GetParameter', { Name: physicalId }),
  }),
  'AWS::Logs::LogGroup': ({ physicalId }) => ({
    request: json('logs', 'Logs_20140328.DescribeLogGroups', { logGroupNamePrefix: physicalId }),
    holds: (answer) => answer.includes(`"${physicalId}"`),
  }),
  'AWS::Logs::MetricFilter': (resource) => {
    const group = parent(resource, 'LogGroupName');
    return group === undefined
      ? undefined
      : {
          request: json('logs', 'Logs_20140328.DescribeMetricFilters', {
            logGroupName: group,
            filterNamePrefix: resource.physicalId,
          }),
          holds: (answer) => answer.includes(`"${resource.physicalId}"`),
        };
  },
  'AWS::Events::Rule': ({ physicalId }) => ({
    request: json('events', 'AWSEvents.DescribeRule', { Name: physicalId }),
  }),
  'AWS::IAM::Role': ({ physicalId }) => ({
    request: query('iam', IAM, 'GetRole', { RoleName: physicalId }),
  }),
  // An inline policy of its first role.
  'AWS::IAM::Policy': (resource) => {
    const { properties, physicalIdOf } = resource;
    const [first] = Array.isArray(properties['Roles']) ? (properties['Roles'] as readonly unknown[]) : [];
    const role = physicalIdOf(referredTo(first) ?? '');
    const name = text(resource, 'PolicyName');
    return role === undefined || name === undefined
      ? undefined
      : { request: query('iam', IAM, 'GetRolePolicy', { RoleName: role, PolicyName: name }) };
  },
  'AWS::CloudWatch::Alarm': ({ physicalId }) => ({
    request: query('monitoring', CLOUDWATCH, 'DescribeAlarms', { 'AlarmNames.member.1': physicalId }),
    holds: (answer) => answer.includes(physicalId),
  }),
  'AWS::CloudWatch::CompositeAlarm': ({ physicalId }) => ({
    request: query('monitoring', CLOUDWATCH, 'DescribeAlarms', {
      'AlarmNames.member.1': physicalId,
      'AlarmTypes.member.1': 'CompositeAlarm',
    }),
    holds: (answer) => answer.includes(physicalId),
  }),
  'AWS::CloudWatch::Dashboard': ({ physicalId }) => ({
    request: query('monitoring', CLOUDWATCH, 'GetDashboard', { DashboardName: physicalId }),
  }),
  'AWS::SNS::Topic': ({ physicalId }) => ({
    request: query('sns', SNS, 'GetTopicAttributes', { TopicArn: physicalId }),
  }),
  'AWS::CertificateManager::Certificate': ({ physicalId }) => ({
    request: json('acm', 'CertificateManager.DescribeCertificate', { CertificateArn: physicalId }),
  }),
  'AWS::Route53::RecordSet': (resource) => {
    const [zone, name, type] = ['HostedZoneId', 'Name', 'Type'].map((property) => text(resource, property));
    if (zone === undefined || name === undefined || type === undefined) return undefined;
    const asked = new URLSearchParams({ name, type, maxitems: '2' }).toString();
    return {
      request: get('route53', `/2013-04-01/hostedzone/${segment(zone)}/rrset?${asked}`),
      // The list goes on with the next name.
      holds: (answer) => answer.includes(`<Name>${name.replace(/\.$/, '')}.</Name>`),
    };
  },
  'AWS::Route53::HealthCheck': ({ physicalId }) => ({
    request: get('route53', `/2013-04-01/healthcheck/${segment(physicalId)}`),
  }),
  'AWS::CloudFront::Distribution': ({ physicalId }) => ({
    request: get('cloudfront', `${CLOUDFRONT}/distribution/${segment(physicalId)}`),
  }),
  'AWS::CloudFront::OriginAccessControl': ({ physicalId }) => ({
    request: get('cloudfront', `${CLOUDFRONT}/origin-access-control/${segment(physicalId)}`),
  }),
  'AWS::CloudFront::Function': ({ physicalId }) => ({
    request: get('cloudfront', `${CLOUDFRONT}/function/${segment(lastPart(physicalId))}/describe?Stage=LIVE`),
  }),
};
