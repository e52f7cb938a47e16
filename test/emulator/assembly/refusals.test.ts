import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PRIMARY, STATIC, buildAssembly } from './assembly-builder.ts';
import type { AssemblyBuilder } from './assembly-builder.ts';

let assembly: AssemblyBuilder;
beforeEach(() => {
  assembly = buildAssembly();
});
afterEach(() => {
  assembly.remove();
});

const read = () => assembly.read();
const ASSOCIATION = [{ EventType: 'viewer-request', FunctionARN: 'arn:x' }];

describe('readAssembly refuses by stack, logical id, type and property what the emulator cannot do', () => {
  it.each([
    ['an unknown property of a function', 'Function.VpcConfig', {}, 'VpcConfig'],
    ['layers of a function', 'Function.Layers', ['arn:x'], 'Layers'],
    ['another runtime', 'Function.Runtime', 'python3.13', 'Runtime python3.13'],
    [
      'an edge-optimized API',
      'Api.EndpointConfiguration.Types',
      ['EDGE'],
      'EndpointConfiguration.Types EDGE',
    ],
    ['an API described by a body', 'Api.Body', {}, 'Body'],
    ['a disabled endpoint', 'Api.DisableExecuteApiEndpoint', true, 'DisableExecuteApiEndpoint'],
    [
      'throttling of a stage',
      'Stage.MethodSettings',
      [{ ThrottlingRateLimit: 1 }],
      'MethodSettings[0].ThrottlingRateLimit',
    ],
    ['a canary', 'Stage.CanarySetting', {}, 'CanarySetting'],
    ['a path of any length', 'Resource.PathPart', '{proxy+}', 'PathPart {proxy+}'],
    ['a permission for one account', 'Permission.SourceAccount', '111111111111', 'SourceAccount'],
    ['an authorizer', 'Method.AuthorizationType', 'AWS_IAM', 'AuthorizationType AWS_IAM'],
    ['another source of API keys', 'Api.ApiKeySourceType', 'AUTHORIZER', 'ApiKeySourceType AUTHORIZER'],
    ['a mock integration', 'Method.Integration.Type', 'MOCK', 'Integration.Type MOCK'],
    ['an AWS integration', 'Method.Integration.Type', 'AWS', 'Integration.Type AWS'],
    [
      'content handling',
      'Method.Integration.ContentHandling',
      'CONVERT_TO_TEXT',
      'Integration.ContentHandling',
    ],
    ['a function elsewhere', 'Method.Integration.Uri', 'arn:x', 'Integration.Uri arn:x'],
    ['a replicated secret', 'Secret.ReplicaRegions', [{ Region: 'x' }], 'ReplicaRegions'],
    ['replication of a bucket', 'Journal.ReplicationConfiguration', {}, 'ReplicationConfiguration'],
    [
      'an origin group',
      'Front.DistributionConfig.OriginGroups',
      { Quantity: 1 },
      'DistributionConfig.OriginGroups',
    ],
    ['a firewall', 'Front.DistributionConfig.WebACLId', 'arn:x', 'DistributionConfig.WebACLId'],
    [
      'a disabled distribution',
      'Front.DistributionConfig.Enabled',
      false,
      'DistributionConfig.Enabled false',
    ],
    [
      'a root object',
      'Front.DistributionConfig.DefaultRootObject',
      'a',
      'DistributionConfig.DefaultRootObject',
    ],
    [
      'a Lambda function at the edge',
      'Front.DistributionConfig.DefaultCacheBehavior.LambdaFunctionAssociations',
      ASSOCIATION,
      'DistributionConfig.DefaultCacheBehavior.LambdaFunctionAssociations',
    ],
    [
      'legacy forwarding',
      'Front.DistributionConfig.DefaultCacheBehavior.ForwardedValues',
      {},
      'DistributionConfig.DefaultCacheBehavior.ForwardedValues',
    ],
    [
      'a response headers policy',
      'Front.DistributionConfig.CacheBehaviors.0.ResponseHeadersPolicyId',
      'x',
      'DistributionConfig.CacheBehaviors[0].ResponseHeadersPolicyId',
    ],
    [
      'an unknown cache policy',
      'Front.DistributionConfig.CacheBehaviors.0.CachePolicyId',
      'x',
      'DistributionConfig.CacheBehaviors[0].CachePolicyId x',
    ],
    [
      'an unknown origin request policy',
      'Front.DistributionConfig.DefaultCacheBehavior.OriginRequestPolicyId',
      'x',
      'DistributionConfig.DefaultCacheBehavior.OriginRequestPolicyId x',
    ],
    [
      'an origin shield',
      'Front.DistributionConfig.Origins.0.OriginShield',
      { Enabled: true },
      'DistributionConfig.Origins[0].OriginShield',
    ],
    [
      'an origin in a VPC',
      'Front.DistributionConfig.Origins.0.VpcOriginConfig',
      {},
      'DistributionConfig.Origins[0].VpcOriginConfig',
    ],
    [
      'an origin access identity',
      'Front.DistributionConfig.Origins.1.S3OriginConfig.OriginAccessIdentity',
      'x',
      'DistributionConfig.Origins[1].S3OriginConfig.OriginAccessIdentity',
    ],
  ])('%s', (_case, path, value, setting) => {
    assembly.set(PRIMARY, path, value);
    const [logicalId = ''] = path.split('.');
    const type = String(assembly.get(PRIMARY, `Resources.${logicalId}.Type`));
    expect(read).toThrow(`${PRIMARY} / ${logicalId} (${type}): the emulator does not emulate ${setting}. `);
  });

  it.each([
    ['archives instead of files', 'Nccos.Extract', false, 'Extract false'],
    ['other metadata', 'Nccos.SystemMetadata.content-encoding', 'gzip', 'SystemMetadata.content-encoding'],
    [
      'an unknown encoding of markers',
      'Nccos.SourceMarkersConfig',
      [{}, { markerEncodings: { '<<marker:0xbaba:0>>': 'YAML_STRING' } }],
      'marker encoding YAML_STRING',
    ],
    [
      'a public bucket policy',
      'FilesPolicy.PolicyDocument.Statement.1.Principal',
      '*',
      'PolicyDocument.Statement[1].this statement',
    ],
    [
      'a condition it cannot judge',
      'FilesPolicy.PolicyDocument.Statement.1.Condition',
      { StringEquals: { 'aws:SourceIp': 'x' } },
      'StringEquals of aws:SourceIp',
    ],
    ['a website', 'Files.WebsiteConfiguration', {}, 'WebsiteConfiguration'],
  ])('%s', (_case, path, value, setting) => {
    assembly.set(STATIC, path, value);
    expect(read).toThrow(`${STATIC} / ${String(path.split('.')[0])} (`);
    expect(read).toThrow(setting);
  });

  it('a type of resource it does not know', () => {
    assembly.set(PRIMARY, 'Resources.Queue', { Type: 'AWS::SQS::Queue' });
    expect(read).toThrow(
      `${PRIMARY} / Queue (AWS::SQS::Queue): the emulator does not emulate this type of resource.`,
    );
  });

  it('an API in the static tier', () => {
    assembly.set(STATIC, 'Resources.Api', { Type: 'AWS::ApiGateway::RestApi' });
    expect(read).toThrow('does not emulate a AWS::ApiGateway::RestApi in the static tier');
  });

  it.each([
    ['values of other stacks', { 'Fn::ImportValue': 'x' }, 'Fn::ImportValue'],
    [
      'an attribute it does not know',
      { 'Fn::GetAtt': ['Journal', 'WebsiteURL'] },
      'Fn::GetAtt Journal.WebsiteURL',
    ],
  ])('%s', (_case, value, what) => {
    assembly.set(PRIMARY, 'Function.Environment.Variables.X', value);
    expect(read).toThrow(`the emulator does not emulate ${what}`);
  });

  it('a parameter whose value is unknown at synth', () => {
    assembly.set(PRIMARY, 'Parameters', {
      Version: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk/version' },
    });
    assembly.set(PRIMARY, 'Function.Environment.Variables.X', { Ref: 'Version' });
    expect(read).toThrow('the emulator does not emulate parameter Version');
  });
});

describe('readAssembly refuses what CloudFormation or CloudFront would refuse', () => {
  it.each([
    [
      'Method.Integration.TimeoutInMillis',
      20,
      /expected 50 to 29000 ms in Integration\.TimeoutInMillis; found 20/,
    ],
    [
      'Method.Integration.IntegrationHttpMethod',
      'GET',
      /expected POST in Integration\.IntegrationHttpMethod/,
    ],
    ['Method.ResourceId', 'x', /expected a resource of the stack's API in ResourceId; found "x"/],
    ['Front.DistributionConfig.Origins.0.ConnectionAttempts', 4, /expected 1 to 3 .*found 4/],
    ['Front.DistributionConfig.Origins.0.ConnectionTimeout', 0.5, /expected 1 to 10 .*found 0\.5/],
    [
      'Front.DistributionConfig.CustomErrorResponses.0.ErrorCode',
      401,
      /expected one of 400, 403, .*found 401/,
    ],
    [
      'Front.DistributionConfig.CustomErrorResponses.0.ResponsePagePath',
      undefined,
      /ResponseCode and ResponsePagePath together/,
    ],
    ['Front.DistributionConfig.DefaultCacheBehavior.TargetOriginId', 'x', /expected an origin of Id x/],
    [
      'Front.DistributionConfig.DefaultCacheBehavior.CachePolicyId',
      undefined,
      /expected text in .*CachePolicyId; found nothing/,
    ],
  ])('%s = %p', (path, value, message) => {
    assembly.set(PRIMARY, path, value);
    expect(read).toThrow(message);
  });

  it('an origin request policy that names Authorization', () => {
    assembly.set(PRIMARY, 'Resources.Policy', {
      Type: 'AWS::CloudFront::OriginRequestPolicy',
      Properties: {
        OriginRequestPolicyConfig: {
          Name: 'x',
          CookiesConfig: { CookieBehavior: 'none' },
          HeadersConfig: { HeaderBehavior: 'whitelist', Headers: ['Authorization'] },
          QueryStringsConfig: { QueryStringBehavior: 'all' },
        },
      },
    });
    assembly.set(PRIMARY, 'Front.DistributionConfig.DefaultCacheBehavior.OriginRequestPolicyId', {
      Ref: 'Policy',
    });
    expect(read).toThrow(/CloudFront forwards it with all headers or none/);
  });

  it('two deployments that delete each other’s files', () => {
    assembly.set(STATIC, 'Resources.More', {
      Type: 'Custom::CDKBucketDeployment',
      Properties: { ...(assembly.get(STATIC, 'Resources.Nccos.Properties') as object), Prune: true },
    });
    expect(read).toThrow(/More .*found Prune beside Nccos, in the same bucket and in no order/);
  });
});
