import { settings } from '../../fixtures/own/settings.ts';
import type { Resource, Template } from '../../../infra/template-checks/template.ts';
import type { Broken, Case, Cases } from './case.ts';

const { primary: PRIMARY, secondary: SECONDARY } = settings.regions;
const JOURNAL = { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['JournalBucket71692BB1', 'Arn'] }, '/calls/*']] };
const OTHER_JOURNAL = {
  'Fn::Join': [
    '',
    [`arn:aws:s3:::${settings.name}-journal-${SECONDARY}-`, { Ref: 'AWS::AccountId' }, '/calls/*'],
  ],
};
const SECRET = { Ref: 'SignatureSecretCF548E7F' };

interface Allowed {
  readonly Action: unknown;
  readonly Resource: unknown;
}

const allow = (Action: unknown, Resource: unknown): Allowed => ({ Action, Resource });

const logs = (name: string): Allowed =>
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], { 'Fn::GetAtt': [`${name}Logs22CB1BA8`, 'Arn'] });

/** A function with its role and that role's policy, and whatever else. */
const stack = (
  name: string,
  statements: readonly Allowed[],
  others: Readonly<Record<string, Resource>> = {},
): Template => ({
  Resources: {
    [`${name}FunctionC9E3DEFB`]: {
      Type: 'AWS::Lambda::Function',
      Properties: { Role: { 'Fn::GetAtt': [`${name}RoleCD15BE1E`, 'Arn'] } },
    },
    [`${name}RoleCD15BE1E`]: { Type: 'AWS::IAM::Role', Properties: {} },
    [`${name}RoleDefaultPolicyD5B43A27`]: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyDocument: { Statement: statements.map((one) => ({ Effect: 'Allow', ...one })) },
        Roles: [{ Ref: `${name}RoleCD15BE1E` }],
      },
    },
    ...others,
  },
});

const broken = (what: string, template: Template, finds: string): Broken => ({
  what,
  role: 'primary',
  template,
  finds,
});
const kept = (what: string, template: Template): Case => ({ what, role: 'primary', template });

export const NO_WIDER_ROLE: Cases = {
  broken: [
    broken(
      'a function that journals nothing and may',
      stack('Answer', [allow('s3:PutObject', JOURNAL)]),
      'the role of Answer has a permission that is not listed: s3:PutObject on ${JournalBucket.Arn}/calls/*',
    ),
    broken(
      'a function that may delete from the journal',
      stack('Event', [allow('s3:DeleteObject', JOURNAL)]),
      'the role of Event has a permission that is not listed: s3:DeleteObject on',
    ),
    broken(
      'a function that any client may call and that may read the secret',
      stack('Health', [allow('secretsmanager:GetSecretValue', SECRET)]),
      'the role of Health has a permission that is not listed: secretsmanager:GetSecretValue on ${SignatureSecret}',
    ),
    broken(
      "the distribution's key for a handler",
      stack('Fallback', [allow('secretsmanager:GetSecretValue', { Ref: 'FrontKeySecretCF548E7F' })]),
      'a permission that is not listed: secretsmanager:GetSecretValue on ${FrontKeySecret}',
    ),
    broken(
      "another function's log",
      stack('Answer', [allow('logs:PutLogEvents', { 'Fn::GetAtt': ['EventLogs22CB1BA8', 'Arn'] })]),
      'the role of Answer has a permission that is not listed: logs:PutLogEvents on ${EventLogs.Arn}',
    ),
    broken(
      "a second policy of a function's role",
      stack('Answer', [], {
        MorePolicy: {
          Type: 'AWS::IAM::Policy',
          Properties: {
            PolicyDocument: { Statement: [{ Effect: 'Allow', ...allow('sns:Publish', 'arn:x') }] },
            Roles: [{ Ref: 'AnswerRoleCD15BE1E' }],
          },
        },
      }),
      'the role of Answer has a permission that is not listed: sns:Publish on arn:x',
    ),
    broken(
      'a managed policy',
      stack('Answer', [], {
        AnswerRoleCD15BE1E: {
          Type: 'AWS::IAM::Role',
          Properties: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'] },
        },
      }),
      'the role of Answer has a permission that is not listed: every permission of arn:aws:iam::aws:policy/ReadOnlyAccess on its resources',
    ),
    broken(
      'a function that is not listed',
      stack('Reports', [logs('Reports')]),
      'the function Reports is not listed in function-permissions.ts',
    ),
    broken(
      'a role that is named by its ARN',
      {
        Resources: {
          AnswerFunctionC9E3DEFB: {
            Type: 'AWS::Lambda::Function',
            Properties: { Role: 'arn:aws:iam::111122223333:role/admin' },
          },
        },
      },
      'the role of Answer is not in this stack',
    ),
    broken(
      'a role of no function',
      stack('Answer', [], { SpareRole0A1B2C3D: { Type: 'AWS::IAM::Role' } }),
      'SpareRole0A1B2C3D (AWS::IAM::Role) belongs to none of the functions',
    ),
    broken(
      'a user',
      stack('Answer', [], { Operator0A1B2C3D: { Type: 'AWS::IAM::User' } }),
      'Operator0A1B2C3D (AWS::IAM::User) belongs to none of the functions',
    ),
  ],
  kept: [
    kept(
      'a log and the secret',
      stack('Answer', [logs('Answer'), allow('secretsmanager:GetSecretValue', SECRET)]),
    ),
    kept('less than is written', stack('Fallback', [logs('Fallback')])),
    kept('both journals', stack('Event', [allow('s3:PutObject', [JOURNAL, OTHER_JOURNAL])])),
    kept(
      'what the synthetic check needs',
      stack('Check', [
        allow('ssm:GetParameter', {
          'Fn::Join': [
            '',
            [`arn:aws:ssm:${PRIMARY}:`, { Ref: 'AWS::AccountId' }, `:parameter/${settings.name}/deployment`],
          ],
        }),
        allow('lambda:InvokeFunction', { 'Fn::GetAtt': ['AnswerFunctionC9E3DEFB', 'Arn'] }),
        allow('lambda:InvokeFunction', { Ref: 'AnswerAlias9B4096B4' }),
      ]),
    ),
  ],
};
