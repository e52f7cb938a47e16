import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settings } from '../../fixtures/own/settings.ts';
import { synthesize } from '../../../infra/synth.ts';
import { inOrder } from '../../../cli/stacks/assembly.ts';
import type { Assembly, DeployedResource } from '../../../cli/stacks/assembly.ts';
import type { AwsRequest } from '../../../cli/stacks/look-ups/aws-request.ts';
import { lookUpResource, LOOK_UPS } from '../../../cli/stacks/look-ups/look-up-resource.ts';
import { readAssembly } from '../../../cli/stacks/read-assembly.ts';

const IDS: Readonly<Record<string, string>> = {
  Api: 'api1',
  Answer: 'res1',
  Role: 'a-role',
  Bucket: 'a-bucket',
  Fn: 'a-function',
  Alias: 'arn:aws:lambda:eu-west-1:111122223333:function:a-function:live',
};
const resource = (type: string, physicalId: string, properties: object = {}): DeployedResource => ({
  region: 'eu-west-1',
  logicalId: 'LogicalId',
  type,
  properties: properties as DeployedResource['properties'],
  physicalId,
  physicalIdOf: (id) => IDS[id],
});
const ref = (Ref: string) => ({ Ref });

describe('how a resource is asked for', () => {
  const question = (of: DeployedResource) => LOOK_UPS[of.type]?.(of);

  it.each([
    ['AWS::Lambda::Function', 'f', {}, 'GET /2015-03-31/functions/f/configuration'],
    [
      'AWS::Lambda::Alias',
      IDS['Alias'] ?? '',
      {},
      'GET /2015-03-31/functions/a-function/configuration?Qualifier=live',
    ],
    [
      'AWS::Lambda::EventInvokeConfig',
      'any',
      { FunctionName: ref('Fn'), Qualifier: '$LATEST' },
      'GET /2019-09-25/functions/a-function/event-invoke-config?Qualifier=%24LATEST',
    ],
    [
      'AWS::Lambda::LayerVersion',
      'arn:aws:lambda:eu-north-1:1:layer:a-layer:3',
      {},
      'GET /2018-10-31/layers/a-layer/versions/3',
    ],
    [
      'AWS::Lambda::Permission',
      'p',
      { FunctionName: { 'Fn::GetAtt': ['Fn', 'Arn'] } },
      'GET /2015-03-31/functions/a-function/policy',
    ],
    [
      'AWS::Lambda::Permission',
      'p',
      { FunctionName: ref('Alias') },
      'GET /2015-03-31/functions/a-function/policy?Qualifier=live',
    ],
    ['AWS::ApiGateway::RestApi', 'api1', {}, 'GET /restapis/api1'],
    ['AWS::ApiGateway::Resource', 'r', { RestApiId: ref('Api') }, 'GET /restapis/api1/resources/r'],
    [
      'AWS::ApiGateway::Method',
      'm',
      { RestApiId: ref('Api'), ResourceId: ref('Answer'), HttpMethod: 'POST' },
      'GET /restapis/api1/resources/res1/methods/POST',
    ],
    [
      'AWS::ApiGateway::Stage',
      's',
      { RestApiId: ref('Api'), StageName: 'prod' },
      'GET /restapis/api1/stages/prod',
    ],
    [
      'AWS::ApiGateway::GatewayResponse',
      'g',
      { RestApiId: ref('Api'), ResponseType: 'THROTTLED' },
      'GET /restapis/api1/gatewayresponses/THROTTLED',
    ],
    ['AWS::S3::Bucket', 'b', {}, 'HEAD /b'],
    ['AWS::S3::BucketPolicy', 'x', { Bucket: ref('Bucket') }, 'GET /a-bucket?policy='],
    ['AWS::CloudFront::Distribution', 'E1', {}, 'GET /2020-05-31/distribution/E1'],
    [
      'AWS::CloudFront::Function',
      'arn:aws:cloudfront::1:function/check',
      {},
      // As API_DescribeFunction writes it.
      'GET /2020-05-31/function/check/describe?Stage=LIVE',
    ],
  ])('%s %s', (type, physicalId, properties, expected) => {
    const { method, path } = question(resource(type, physicalId, properties))?.request ?? {};
    expect(`${String(method)} ${String(path)}`).toBe(expected);
  });

  it.each([
    ['AWS::Logs::LogGroup', 'g', {}, '{"logGroupNamePrefix":"g"}'],
    ['AWS::SecretsManager::Secret', 's', {}, '{"SecretId":"s"}'],
    ['AWS::Events::Rule', 'r', {}, '{"Name":"r"}'],
    ['AWS::IAM::Role', 'a-role', {}, 'Action=GetRole&Version=2010-05-08&RoleName=a-role'],
    [
      'AWS::IAM::Policy',
      'x',
      { Roles: [ref('Role')], PolicyName: 'P' },
      'Action=GetRolePolicy&Version=2010-05-08&RoleName=a-role&PolicyName=P',
    ],
    ['AWS::CloudWatch::Alarm', 'a', {}, 'Action=DescribeAlarms&Version=2010-08-01&AlarmNames.member.1=a'],
    ['AWS::SNS::Topic', 'arn', {}, 'Action=GetTopicAttributes&Version=2010-03-31&TopicArn=arn'],
  ])('%s %s, in the body', (type, physicalId, properties, body) => {
    expect(question(resource(type, physicalId, properties))?.request.body).toBe(body);
  });
});

describe('what an answer says', () => {
  const look = (of: DeployedResource, status: number, text = '') =>
    lookUpResource(of, async () => ({ status, text }));
  const logGroup = resource('AWS::Logs::LogGroup', 'a-group');

  it.each([
    [resource('AWS::Lambda::Function', 'f'), 200, '{}', 'there'],
    [resource('AWS::Lambda::Function', 'f'), 404, '', 'missing'],
    [resource('AWS::S3::Bucket', 'b'), 404, '', 'missing'],
    [resource('AWS::Events::Rule', 'r'), 400, '{"__type":"ResourceNotFoundException"}', 'missing'],
    [resource('AWS::IAM::Role', 'r'), 404, '<Code>NoSuchEntity</Code>', 'missing'],
    [resource('AWS::IAM::Role', 'r'), 403, '<Code>AccessDenied</Code>', 'not-looked-up'],
    [resource('AWS::CloudFront::Distribution', 'E1'), 500, '', 'not-looked-up'],
    [logGroup, 200, '{"logGroups":[{"logGroupName":"a-group"}]}', 'there'],
    // The prefix of another one.
    [logGroup, 200, '{"logGroups":[{"logGroupName":"a-group-of-another"}]}', 'missing'],
    [resource('AWS::SecretsManager::Secret', 's'), 200, '{"DeletedDate":1}', 'missing'],
    [resource('AWS::CloudWatch::Alarm', 'a-name'), 200, '<MetricAlarms/>', 'missing'],
    [
      resource('AWS::Lambda::Permission', 'p', { FunctionName: ref('Fn') }),
      200,
      '{"Policy":"{\\"Sid\\":\\"another\\"}"}',
      'missing',
    ],
    [
      resource('AWS::ApiGateway::GatewayResponse', 'g', { RestApiId: ref('Api'), ResponseType: 'THROTTLED' }),
      200,
      '{"responseType":"THROTTLED","defaultResponse":true}',
      'missing',
    ],
    [resource('Custom::Something', 'c'), 200, '', 'not-looked-up'],
    [resource('AWS::ApiGateway::Resource', 'r', { RestApiId: ref('Unknown') }), 200, '', 'not-looked-up'],
  ])('%# is %s', async (of, status, text, state) => {
    expect((await look(of, status, text)).state).toBe(state);
  });
});

/** The stack's own word is taken for these: they cannot be asked for by a name. */
const TAKEN_AT_THEIR_WORD = ['AWS::SNS::TopicPolicy', 'AWS::SNS::Subscription'];

describe('what the project deploys', () => {
  let folder: string;
  let assembly: Assembly;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'look-ups-'));
    await synthesize({ outDir: folder });
    assembly = readAssembly(folder, settings);
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('can all be looked up, so that nothing is skipped unseen', async () => {
    const asked: AwsRequest[] = [];
    const unknown = new Set<string>();
    for (const { region, template } of inOrder(assembly)) {
      for (const [logicalId, { Type, Properties = {} }] of Object.entries(template.Resources)) {
        // Physical ids as CloudFormation makes them, where an ARN is read.
        const physicalId =
          Type === 'AWS::Lambda::LayerVersion' ? 'arn:aws:lambda:r:1:layer:l:1' : qualified(Type, logicalId);
        const of = { region, logicalId, type: Type, properties: Properties, physicalId };
        const { state } = await lookUpResource({ ...of, physicalIdOf: (id) => id }, async (request) => {
          asked.push(request);
          return { status: 404, text: '' };
        });
        if (state === 'not-looked-up') unknown.add(Type);
      }
    }
    expect([...unknown].filter((type) => !TAKEN_AT_THEIR_WORD.includes(type))).toEqual([]);
    expect(asked.length).toBeGreaterThan(100);
  });
});

const qualified = (type: string, id: string): string =>
  type === 'AWS::Lambda::Version' || type === 'AWS::Lambda::Alias'
    ? `arn:aws:lambda:r:1:function:${id}:1`
    : id;
