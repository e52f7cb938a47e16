import { createHash } from 'node:crypto';

export interface NamedResource {
  readonly stack: string;
  readonly region: string;
  readonly account: string;
  readonly logicalId: string;
  readonly type: string;
  /** A property of the resource, resolved, where the template gives it as text. */
  property(name: string): string | undefined;
}

/** What `Ref` and `Fn::GetAtt` give. */
export interface PhysicalNames {
  readonly ref: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * Names that AWS would give at deployment, the same for the same stack and logical id.
 * undefined: the emulator does not know how AWS names this type.
 */
export function physicalNames(resource: NamedResource): PhysicalNames | undefined {
  return NAMES[resource.type]?.(resource);
}

export function hostNameOfApi(id: string, region: string): string {
  return `${id}.execute-api.${region}.amazonaws.com`;
}

export function hostNameOfBucket(name: string, region: string): string {
  return `${name}.s3.${region}.amazonaws.com`;
}

const NAMES: Readonly<Record<string, (resource: NamedResource) => PhysicalNames>> = {
  'AWS::ApiGateway::RestApi': (r) => ({
    ref: idOf(r, 10),
    attributes: { RestApiId: idOf(r, 10), RootResourceId: idOf(r, 10, 'root') },
  }),
  'AWS::ApiGateway::Resource': (r) => ({ ref: idOf(r, 6), attributes: { ResourceId: idOf(r, 6) } }),
  'AWS::ApiGateway::Deployment': (r) => ({ ref: idOf(r, 6), attributes: { DeploymentId: idOf(r, 6) } }),
  'AWS::ApiGateway::Stage': (r) => ({ ref: r.property('StageName') ?? idOf(r, 6), attributes: {} }),
  'AWS::ApiGateway::ApiKey': (r) => ({ ref: idOf(r, 10), attributes: { APIKeyId: idOf(r, 10) } }),
  'AWS::ApiGateway::UsagePlan': (r) => ({ ref: idOf(r, 6), attributes: { Id: idOf(r, 6) } }),
  'AWS::Lambda::Function': (r) => {
    const name = r.property('FunctionName') ?? generated(r, 64);
    return { ref: name, attributes: { Arn: arn(r, 'lambda', `function:${name}`) } };
  },
  'AWS::Lambda::Version': (r) => {
    const ref = arn(r, 'lambda', `function:${r.property('FunctionName') ?? ''}:1`);
    return { ref, attributes: { FunctionArn: ref, Version: '1' } };
  },
  'AWS::Lambda::Alias': (r) => {
    const name = `${r.property('FunctionName') ?? ''}:${r.property('Name') ?? ''}`;
    const ref = arn(r, 'lambda', `function:${name}`);
    return { ref, attributes: { AliasArn: ref } };
  },
  'AWS::Lambda::LayerVersion': (r) => {
    const ref = arn(r, 'lambda', `layer:${generated(r, 64)}:1`);
    return { ref, attributes: { LayerVersionArn: ref } };
  },
  'AWS::Logs::LogGroup': (r) => {
    const name = r.property('LogGroupName') ?? generated(r, 128);
    return { ref: name, attributes: { Arn: arn(r, 'logs', `log-group:${name}:*`) } };
  },
  'AWS::S3::Bucket': (r) => {
    const name = r.property('BucketName') ?? generated(r, 63).toLowerCase();
    return {
      ref: name,
      attributes: {
        Arn: `arn:aws:s3:::${name}`,
        DomainName: `${name}.s3.amazonaws.com`,
        RegionalDomainName: hostNameOfBucket(name, r.region),
      },
    };
  },
  'AWS::SecretsManager::Secret': (r) => {
    const name = r.property('Name') ?? generated(r, 256);
    const ref = arn(r, 'secretsmanager', `secret:${name}-${idOf(r, 6)}`);
    return { ref, attributes: { Id: ref } };
  },
  'AWS::CloudFront::Distribution': (r) => {
    const id = `E${idOf(r, 13, 'id').toUpperCase()}`;
    return { ref: id, attributes: { Id: id, DomainName: `d${idOf(r, 13)}.cloudfront.net` } };
  },
  'AWS::CloudFront::Function': (r) => {
    const ref = `arn:aws:cloudfront::${r.account}:function/${r.property('Name') ?? ''}`;
    return { ref, attributes: { FunctionARN: ref, 'FunctionMetadata.FunctionARN': ref } };
  },
  'AWS::CloudFront::OriginAccessControl': (r) => idOnly(r),
  'AWS::CloudFront::OriginRequestPolicy': (r) => idOnly(r),
  'AWS::CloudFront::CachePolicy': (r) => idOnly(r),
  'AWS::IAM::Role': (r) => {
    const name = r.property('RoleName') ?? generated(r, 64);
    return { ref: name, attributes: { Arn: `arn:aws:iam::${r.account}:role/${name}`, RoleId: idOf(r, 20) } };
  },
  'AWS::CloudWatch::Alarm': (r) => {
    const name = r.property('AlarmName') ?? generated(r, 255);
    return { ref: name, attributes: { Arn: arn(r, 'cloudwatch', `alarm:${name}`) } };
  },
  'AWS::Events::Rule': (r) => {
    const name = r.property('Name') ?? generated(r, 64);
    return { ref: name, attributes: { Arn: arn(r, 'events', `rule/${name}`) } };
  },
  'AWS::SNS::Topic': (r) => {
    const name = r.property('TopicName') ?? generated(r, 256);
    const ref = arn(r, 'sns', name);
    return { ref, attributes: { TopicArn: ref, TopicName: name } };
  },
  'AWS::IAM::Policy': (r) => ({ ref: generated(r, 64), attributes: {} }),
};

function idOnly(resource: NamedResource): PhysicalNames {
  const id = idOf(resource, 14).toUpperCase();
  return { ref: id, attributes: { Id: id } };
}

function arn(resource: NamedResource, service: string, rest: string): string {
  return `arn:aws:${service}:${resource.region}:${resource.account}:${rest}`;
}

function generated(resource: NamedResource, limit: number): string {
  const suffix = `-${idOf(resource, 12)}`;
  return `${resource.stack}-${resource.logicalId}`.slice(0, limit - suffix.length) + suffix;
}

/** Lower-case letters and digits. */
function idOf(resource: NamedResource, length: number, salt = ''): string {
  const digest = createHash('sha256').update(`${resource.stack}/${resource.logicalId}/${salt}`).digest('hex');
  return BigInt(`0x${digest}`).toString(36).slice(0, length);
}
