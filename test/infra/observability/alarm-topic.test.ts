import { settings as shipped } from '../../fixtures/own/settings.ts';
import { stackNames } from '../../../contracts/settings/physical-names.ts';
import { ofType, synthesized, theOnly } from '../synthesized.ts';
import type { Synthesized } from '../synthesized.ts';

const ROLES = ['primary', 'secondary', 'static'] as const;
const EMAIL = 'voice-alarms@example.com';

let all: Synthesized;
let withEmail: Synthesized;
beforeAll(async () => {
  all = await synthesized();
  withEmail = await synthesized({ alarms: { ...shipped.alarms, email: EMAIL } });
});
afterAll(async () => {
  await all.remove();
  await withEmail.remove();
});

describe.each(ROLES)("the %s stack's topic", (role) => {
  it('is named after the stack', () => {
    const [, { Properties }] = theOnly(all[role], 'AWS::SNS::Topic');
    expect(Properties).toEqual({ TopicName: `${stackNames(shipped)[role]}-alarms` });
  });

  it("takes what this stack's alarms tell, over TLS, and nothing else", () => {
    const [topicId] = theOnly(all[role], 'AWS::SNS::Topic');
    const [, { Properties }] = theOnly(all[role], 'AWS::SNS::TopicPolicy');
    const region = shipped.regions[role];
    const anAlarm = `:alarm:${stackNames(shipped)[role]}-*`;
    expect(Properties.Topics).toEqual([{ Ref: topicId }]);
    expect(Properties.PolicyDocument.Statement).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Principal: '*',
        Action: 'sns:Publish',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
      {
        Sid: expect.any(String),
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Action: 'sns:Publish',
        Resource: { Ref: topicId },
        Condition: {
          StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
          ArnLike: {
            'aws:SourceArn': {
              'Fn::Join': ['', [`arn:aws:cloudwatch:${region}:`, { Ref: 'AWS::AccountId' }, anAlarm]],
            },
          },
        },
      },
    ]);
  });

  it('has no subscriber unless the settings name one', () => {
    expect(ofType(all[role], 'AWS::SNS::Subscription')).toEqual([]);
    const [topicId] = theOnly(withEmail[role], 'AWS::SNS::Topic');
    expect(theOnly(withEmail[role], 'AWS::SNS::Subscription')[1].Properties).toEqual({
      Protocol: 'email',
      Endpoint: EMAIL,
      TopicArn: { Ref: topicId },
    });
  });
});
