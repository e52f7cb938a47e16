import { synthesized, theOnly } from './synthesized.ts';
import type { Synthesized } from './synthesized.ts';

let all: Synthesized;
beforeAll(async () => {
  all = await synthesized();
});
afterAll(() => all.remove());

describe.each(['primary', 'secondary'] as const)('the %s stack', (role) => {
  it('says what it is in its outputs, and nothing beside the contract with link', () => {
    const [apiId] = theOnly(all[role], 'AWS::ApiGateway::RestApi');
    const [stageId] = theOnly(all[role], 'AWS::ApiGateway::Stage');
    const [distributionId] = theOnly(all[role], 'AWS::CloudFront::Distribution');
    const region = all.settings.regions[role];
    const api = (...path: readonly string[]) => ({
      'Fn::Join': [
        '',
        [
          'https://',
          { Ref: apiId },
          `.execute-api.${region}.`,
          { Ref: 'AWS::URLSuffix' },
          '/',
          { Ref: stageId },
          ...path,
        ],
      ],
    });
    const distributionUrl = (...path: readonly string[]) => ({
      'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [distributionId, 'DomainName'] }, ...path]],
    });
    const found = Object.entries(all[role].Outputs).map(([key, { Value }]) => [key, Value]);
    expect(Object.fromEntries(found)).toEqual({
      Region: region,
      Role: role,
      AnswerUrl: api('/answer'),
      EventUrl: api('/event'),
      WebsocketDisconnectedUrl: api('/websocket-disconnected'),
      ApiUrl: api(),
      FallbackDirectUrl: api('/fallback'),
      FallbackUrl: distributionUrl('/fallback'),
      FrontUrl: distributionUrl(),
      HealthUrl: api('/health'),
      JournalUrl: {
        'Fn::Join': [
          '',
          ['https://', { Ref: theOnly(all[role], 'AWS::S3::Bucket')[0] }, `.s3.${region}.amazonaws.com`],
        ],
      },
      SignatureSecretArn: { Ref: theOnly(all[role], 'AWS::SecretsManager::Secret')[0] },
      SecretsManagerUrl: `https://secretsmanager.${region}.amazonaws.com`,
      SsmUrl: `https://ssm.${region}.amazonaws.com`,
      LambdaUrl: `https://lambda.${region}.amazonaws.com`,
      FallbackFunctionName: { Ref: expect.stringMatching(/^FallbackFunction/) },
      SyntheticCheckFunction: { Ref: expect.stringMatching(/^CheckFunction/) },
      VoiceTimeouts: JSON.stringify({
        answer_url: { connect_timeout: 500, socket_timeout: 2000 },
        event_url: { connect_timeout: 500, socket_timeout: 2500 },
        fallback_answer_url: { connect_timeout: 500, socket_timeout: 4000 },
      }),
      FallbackMethod: 'POST',
      TimeoutsName: 'shipped',
    });
  });
});
