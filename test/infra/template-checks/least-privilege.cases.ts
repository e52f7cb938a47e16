import type { Role } from '../../../infra/template-checks/rule.ts';
import type { Template } from '../../../infra/template-checks/template.ts';
import { ofType } from './case.ts';
import type { Broken, Case, Cases } from './case.ts';

const JOURNAL = { 'Fn::GetAtt': ['JournalBucket71692BB1', 'Arn'] };
const STATIC_OBJECTS = { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['StaticBucket92253581', 'Arn'] }, '/static/*']] };
const EVENT = 'EventRoleDefaultPolicy0A1B2C3D';
const PROVIDER = 'CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756CServiceRole89A01265';

/** A policy of this type, under this logical id, with one statement that allows. */
const policy = (
  statement: Readonly<Record<string, unknown>>,
  logicalId = 'Thing',
  type = 'AWS::IAM::Policy',
): Template => ({
  Resources: {
    [logicalId]: {
      Type: type,
      Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', ...statement }] } },
    },
  },
});
const allowing = (Action: unknown, Resource: unknown, logicalId?: string): Template =>
  policy({ Action, Resource }, logicalId);
const bucketPolicy = (statement: Readonly<Record<string, unknown>>, logicalId?: string): Template =>
  policy(statement, logicalId, 'AWS::S3::BucketPolicy');

const broken = (what: string, template: Template, finds: string, role: Role = 'primary'): Broken => ({
  what,
  role,
  template,
  finds,
});
const kept = (what: string, template: Template, role: Role = 'primary'): Case => ({ what, role, template });

const WITHOUT_REASON = 'a wildcard without a written reason';

export const LEAST_PRIVILEGE: Cases = {
  broken: [
    broken(
      'every action of a service',
      allowing(['s3:PutObject', 's3:*'], JOURNAL),
      `Thing allows the action s3:*, ${WITHOUT_REASON}`,
    ),
    broken(
      'actions that begin alike',
      allowing('ssm:Get*', 'arn:x'),
      `the action ssm:Get*, ${WITHOUT_REASON}`,
    ),
    broken('every resource', allowing('sns:Publish', '*'), `the resource *, ${WITHOUT_REASON}`),
    broken(
      'every secret of the account',
      allowing('secretsmanager:GetSecretValue', {
        'Fn::Sub': 'arn:aws:secretsmanager:${AWS::Region}:${AWS::AccountId}:secret:*',
      }),
      'secret:*, a wildcard',
    ),
    broken(
      'the whole journal, beside its events',
      allowing('s3:PutObject', { 'Fn::Join': ['', [JOURNAL, '/*']] }, EVENT),
      `${EVENT} allows the resource \${JournalBucket71692BB1.Arn}/*, ${WITHOUT_REASON}`,
    ),
    broken(
      'the events, in a role that journals nothing',
      allowing(
        's3:PutObject',
        { 'Fn::Join': ['', [JOURNAL, '/calls/*']] },
        'AnswerRoleDefaultPolicy0A1B2C3D',
      ),
      `/calls/*, ${WITHOUT_REASON}`,
    ),
    broken(
      'what a statement leaves out',
      policy({ NotAction: 'iam:CreateUser', Resource: 'arn:x' }),
      'Thing allows everything but what it names',
    ),
    broken(
      'a wildcard in the policy that a role has in itself',
      ofType('AWS::IAM::Role', {
        Policies: [{ PolicyDocument: { Statement: { Effect: 'Allow', Action: '*', Resource: 'arn:x' } } }],
      }),
      `Thing allows the action *, ${WITHOUT_REASON}`,
    ),
    broken(
      "the CDK's deployment function in a serving stack",
      allowing('s3:List*', 'arn:x', PROVIDER),
      `${PROVIDER} allows the action s3:List*, ${WITHOUT_REASON}`,
    ),
    broken(
      'a managed policy',
      ofType('AWS::IAM::Role', { ManagedPolicyArns: ['arn:aws:iam::aws:policy/AdministratorAccess'] }),
      'Thing has the managed policy arn:aws:iam::aws:policy/AdministratorAccess',
    ),
    broken(
      'any principal, as a reader of a bucket',
      bucketPolicy({ Principal: '*', Action: 's3:GetObject', Resource: 'arn:x' }),
      'Thing allows * to use arn:x from any account, without a condition',
    ),
    broken(
      'any principal, as a publisher to a topic',
      policy(
        { Principal: { AWS: '*' }, Action: 'sns:Publish', Resource: { Ref: 'Topic' } },
        'Thing',
        'AWS::SNS::TopicPolicy',
      ),
      'Thing allows * to use ${Topic} from any account, without a condition',
    ),
    broken(
      "a service, for whichever account's sake",
      bucketPolicy({
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Action: 's3:GetObject',
        Resource: 'arn:x',
      }),
      'Thing allows cloudfront.amazonaws.com to use arn:x from any account, without a condition',
    ),
    broken(
      'any principal, which may assume a role',
      ofType('AWS::IAM::Role', {
        AssumeRolePolicyDocument: {
          Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }],
        },
      }),
      'Thing allows * to use sts:AssumeRole from any account, without a condition',
    ),
    broken(
      'a route of the API that any principal may call',
      ofType('AWS::ApiGateway::RestApi', {
        Policy: {
          Statement: [
            {
              Effect: 'Allow',
              Principal: '*',
              Action: 'execute-api:Invoke',
              Resource: ['execute-api:/prod/POST/answer'],
            },
          ],
        },
      }),
      'Thing allows * to use execute-api:/prod/POST/answer from any account, without a condition',
    ),
    broken(
      'a function that any API may invoke',
      ofType('AWS::Lambda::Permission', {
        Action: 'lambda:InvokeFunction',
        Principal: 'apigateway.amazonaws.com',
      }),
      'Thing lets apigateway.amazonaws.com invoke a function for any account',
    ),
    broken(
      'a policy as one text',
      ofType('AWS::Logs::ResourcePolicy', { PolicyDocument: '{"Statement":[]}' }),
      'Thing holds a policy as one text',
    ),
  ],
  kept: [
    kept('an action on a resource', allowing(['s3:PutObject', 's3:GetObject'], [JOURNAL, 'arn:x'])),
    kept(
      'the events of the journal, where they are written',
      allowing('s3:PutObject', { 'Fn::Join': ['', [JOURNAL, '/calls/*']] }, EVENT),
    ),
    kept('a denial', bucketPolicy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' })),
    kept(
      "CloudFront, for this account's sake, whatever NCCO it reads",
      bucketPolicy(
        {
          Principal: { Service: 'cloudfront.amazonaws.com' },
          Action: 's3:GetObject',
          Resource: STATIC_OBJECTS,
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        },
        'StaticBucketPolicy4D0F6D8E',
      ),
      'static',
    ),
    kept(
      'Lambda, which takes on a role',
      ofType('AWS::IAM::Role', {
        AssumeRolePolicyDocument: {
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
      }),
    ),
    kept(
      "the CDK's deployment function in the static stack",
      allowing('s3:List*', 'arn:x', PROVIDER),
      'static',
    ),
    kept(
      'a function that one API invokes',
      ofType('AWS::Lambda::Permission', {
        Principal: 'apigateway.amazonaws.com',
        SourceArn: { Ref: 'Api' },
      }),
    ),
  ],
};
