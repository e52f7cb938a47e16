import { PRIMARY } from './assembly-builder.ts';
import type { AssemblyBuilder } from './assembly-builder.ts';

const REFERENCE = {
  'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'KeySecret' }, ':SecretString:::}}']],
};

export const CODE = 'function handler(event) { return event.request; }';
const BEHAVIOR = 'Front.DistributionConfig.DefaultCacheBehavior';

/** Adds an IP allow list: a resource policy, the distribution's key, and a CloudFront function. */
export function addAllowList(assembly: AssemblyBuilder): void {
  const add = (logicalId: string, Type: string, Properties: object) =>
    assembly.set(PRIMARY, `Resources.${logicalId}`, { Type, Properties });
  add('KeySecret', 'AWS::SecretsManager::Secret', {
    GenerateSecretString: { PasswordLength: 64, ExcludePunctuation: true, IncludeSpace: false },
  });
  add('Key', 'AWS::ApiGateway::ApiKey', { Enabled: true, Value: REFERENCE });
  add('Plan', 'AWS::ApiGateway::UsagePlan', {
    ApiStages: [{ ApiId: { Ref: 'Api' }, Stage: { Ref: 'Stage' }, Throttle: {} }],
  });
  add('PlanKey', 'AWS::ApiGateway::UsagePlanKey', {
    KeyId: { Ref: 'Key' },
    KeyType: 'API_KEY',
    UsagePlanId: { Ref: 'Plan' },
  });
  add('EdgeFunction', 'AWS::CloudFront::Function', {
    AutoPublish: true,
    FunctionCode: CODE,
    FunctionConfig: { Comment: 'x', Runtime: 'cloudfront-js-2.0' },
    Name: 'edge',
  });
  assembly.set(PRIMARY, 'Method.ApiKeyRequired', true);
  assembly.set(PRIMARY, `${BEHAVIOR}.FunctionAssociations`, [
    { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['EdgeFunction', 'FunctionARN'] } },
  ]);
  assembly.set(PRIMARY, 'Front.DistributionConfig.Origins.0.OriginCustomHeaders', [
    { HeaderName: 'x-api-key', HeaderValue: REFERENCE },
  ]);
  assembly.set(PRIMARY, 'Api.Policy', {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 'execute-api:Invoke',
        Resource: ['execute-api:/prod/GET/fallback'],
        Condition: { IpAddress: { 'aws:SourceIp': ['216.147.0.0/18', '2001:db8::/32'] } },
      },
    ],
  });
}
