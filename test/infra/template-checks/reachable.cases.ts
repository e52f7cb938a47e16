import type { Template } from '../../../infra/template-checks/template.ts';
import type { Case, Cases } from './case.ts';

const arn = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
const join = (...parts: readonly unknown[]) => ({ 'Fn::Join': ['', parts] });
const sourceArn = (call: string, api: unknown = { Ref: 'Api' }) =>
  join(
    'arn:',
    { Ref: 'AWS::Partition' },
    ':execute-api:',
    { Ref: 'AWS::Region' },
    ':',
    { Ref: 'AWS::AccountId' },
    ':',
    api,
    `/${call}`,
  );

interface Changes {
  readonly permission?: Readonly<Record<string, unknown>>;
  readonly uri?: unknown;
  /** Resources of the policy's statement. */
  readonly allowed?: readonly string[];
  readonly effect?: 'Allow' | 'Deny';
}

/** An API with `POST /event/{state}` in front of the function `Event`. */
const api = ({ permission = {}, uri = arn('Event'), allowed, effect = 'Allow' }: Changes): Template => ({
  Resources: {
    Api: {
      Type: 'AWS::ApiGateway::RestApi',
      Properties:
        allowed === undefined
          ? {}
          : {
              Policy: {
                Statement: [
                  { Effect: effect, Principal: '*', Action: 'execute-api:Invoke', Resource: allowed },
                ],
              },
            },
    },
    Stage: { Type: 'AWS::ApiGateway::Stage', Properties: { StageName: 'prod' } },
    Route: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { ParentId: { 'Fn::GetAtt': ['Api', 'RootResourceId'] }, PathPart: 'event' },
    },
    State: {
      Type: 'AWS::ApiGateway::Resource',
      Properties: { ParentId: { Ref: 'Route' }, PathPart: '{state}' },
    },
    Method: {
      Type: 'AWS::ApiGateway::Method',
      Properties: {
        HttpMethod: 'POST',
        ResourceId: { Ref: 'State' },
        RestApiId: { Ref: 'Api' },
        Integration: {
          Uri: join('arn:aws:apigateway:x:lambda:path/2015-03-31/functions/', uri, '/invocations'),
        },
      },
    },
    Permission: {
      Type: 'AWS::Lambda::Permission',
      Properties: {
        Action: 'lambda:InvokeFunction',
        FunctionName: arn('Event'),
        Principal: 'apigateway.amazonaws.com',
        SourceArn: sourceArn('prod/POST/event/*'),
        ...permission,
      },
    },
  },
});

const permitted = (what: string, permission: NonNullable<Changes['permission']>, uri?: unknown): Case => ({
  what,
  role: 'primary',
  template: api({ permission, ...(uri === undefined ? {} : { uri }) }),
});
const allowing = (what: string, allowed: readonly string[] | undefined, effect?: 'Deny'): Case => ({
  what,
  role: 'secondary',
  template: api({ ...(allowed && { allowed }), ...(effect && { effect }) }),
});

export const REACHABLE: Readonly<Record<string, Cases>> = {
  'methods-may-invoke-their-functions': {
    broken: [
      {
        ...permitted("the parameter's name in the permission", {
          SourceArn: sourceArn('prod/POST/event/{state}'),
        }),
        finds:
          'Method: expected a permission of API Gateway on Event for prod/POST/event/*, found Permission for ${Api}/prod/POST/event/{state}',
      },
      ...(
        [
          ['another path', 'prod/POST/event'],
          ['another method', 'prod/GET/event/*'],
          ['another stage', 'test/POST/event/*'],
        ] as const
      ).map(([what, call]) => ({
        ...permitted(`a permission for ${what}`, { SourceArn: sourceArn(call) }),
        finds: `found Permission for \${Api}/${call}`,
      })),
      {
        ...permitted('a permission for another API', { SourceArn: sourceArn('*', 'abcde12345') }),
        finds: 'found Permission for abcde12345/*',
      },
      {
        ...permitted('a permission on another function', { FunctionName: arn('Answer') }),
        finds: 'on Event for prod/POST/event/*, found none',
      },
      {
        ...permitted(
          'a permission on the function, where the method invokes its alias',
          {},
          { Ref: 'EventAlias' },
        ),
        finds: 'on EventAlias for prod/POST/event/*, found none',
      },
      {
        ...permitted('a permission of another service', { Principal: 'events.amazonaws.com' }),
        finds: 'found none',
      },
    ],
    kept: [
      permitted('a permission for this path', {}),
      permitted("a permission on the function's name", { FunctionName: { Ref: 'Event' } }),
      permitted(
        'a permission on the alias that is invoked',
        { FunctionName: { Ref: 'Alias' } },
        { Ref: 'Alias' },
      ),
      permitted('a permission for every call of the API', { SourceArn: sourceArn('*') }),
      permitted('a permission for every method', { SourceArn: sourceArn('prod/*/event/*') }),
      permitted('a permission in other words', {
        SourceArn: { 'Fn::Sub': 'arn:aws:execute-api:eu-west-1:${AWS::AccountId}:${Api}/*/POST/event/*' },
      }),
      {
        what: 'no function behind a method',
        role: 'primary',
        template: { Resources: { Method: { Type: 'AWS::ApiGateway::Method' } } },
      },
    ],
  },
  'the-policy-allows-each-method': {
    broken: [
      {
        ...allowing("the parameter's name in the policy", [
          'execute-api:/prod/POST/event',
          'execute-api:/prod/POST/event/{state}',
        ]),
        finds: "Method: expected a statement of Api's policy for execute-api:/prod/POST/event/*, found none",
      },
      { ...allowing('a policy that names no method', []), finds: 'found none' },
      { ...allowing('a policy that only denies', ['execute-api:/*'], 'Deny'), finds: 'found none' },
      { ...allowing('a policy for another method', ['execute-api:/prod/GET/event/*']), finds: 'found none' },
    ],
    kept: [
      allowing('no policy', undefined),
      allowing('a policy that names the method', ['execute-api:/prod/POST/event/*']),
      allowing('a policy for everything', ['execute-api:/*']),
    ],
  },
};
