import { parseSettings } from '../../contracts/function-settings.ts';
import { TIMEOUTS } from '../../contracts/settings/timeouts.ts';
import { ofType, synthesized, theOnly } from './synthesized.ts';
import type { Synthesized } from './synthesized.ts';

let all: Synthesized;
beforeAll(async () => {
  all = await synthesized();
});
afterAll(() => all.remove());

/** Prefixes of the functions' logical ids: one per route, and the synthetic check (synthetic-check.test.ts). */
const FUNCTIONS = ['Answer', 'Event', 'WebsocketDisconnected', 'Fallback', 'Health', 'Check'];
const LAMBDA = 'AWS::Lambda::Function';
const OTHER = { primary: 'secondary', secondary: 'primary' } as const;
const ACCOUNT = '111122223333';

/** A journal in that account. */
const journalIn = (region: string) => ({
  bucket: `vonage-voice-failover-journal-${region}-${ACCOUNT}`,
  region,
});

/** What functions read in that account. */
const settingsIn = (variable: { readonly 'Fn::Join': readonly [string, readonly unknown[]] }) =>
  parseSettings(variable['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : ACCOUNT)).join(''));

describe.each(['primary', 'secondary'] as const)('the %s stack', (role) => {
  const functionsOf = () => ofType(all[role], LAMBDA);
  const routesOf = () => functionsOf().filter(([id]) => !id.startsWith('Check'));

  /** `action on resource`, for each allowed statement of the route's role. */
  const allowed = (route: string): readonly string[] =>
    ofType(all[role], 'AWS::IAM::Policy')
      .filter(([, { Properties }]) => JSON.stringify(Properties.Roles).includes(`"${route}Role`))
      .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement)
      .flatMap(({ Action, Resource }: { Action: string | string[]; Resource: unknown }) =>
        [Action]
          .flat()
          .flatMap((action) => [Resource].flat().map((one) => `${action} on ${JSON.stringify(one)}`)),
      );

  it('has one function per route, the synthetic check and none beside', () => {
    expect(functionsOf().map(([id]) => id.replace(/Function.*/, ''))).toEqual(FUNCTIONS);
  });

  it('runs them on the deployed Node major', () => {
    for (const [, { Properties }] of functionsOf()) {
      expect(Properties).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        Handler: 'index.handler',
      });
    }
    for (const [, { Properties }] of routesOf()) expect(Properties.MemorySize).toBe(1024);
  });

  it('tells routes the settings and where the secret is; never the URL of their own API', () => {
    const [secretId] = theOnly(all[role], 'AWS::SecretsManager::Secret');
    for (const [, { Properties }] of routesOf()) {
      expect(Properties.Environment.Variables).toEqual({
        SETTINGS: { 'Fn::Join': ['', expect.any(Array)] },
        SIGNATURE_SECRET_ID: { Ref: secretId },
      });
    }
  });

  it('tells them settings that they can read', () => {
    const { websocketUri, regions, vonage, callerNumber } = all.settings;
    const { answer, event, websocketDisconnected, fallback } = TIMEOUTS.shipped;
    for (const [, { Properties }] of functionsOf()) {
      expect(settingsIn(Properties.Environment.Variables.SETTINGS)).toEqual({
        name: all.settings.name,
        region: regions[role],
        applicationIds: vonage.applicationIds,
        apiKey: vonage.apiKey,
        callerNumber,
        person: { type: 'phone', number: all.settings.person.phone },
        outbound: { callsPerSecond: 3, peakCalls: null, personLines: null },
        websocket: {
          uri: websocketUri?.[role],
          otherUri: websocketUri?.[OTHER[role]],
        },
        callFlow: { mostSteps: 50, mostMinutes: 30 },
        journal: { own: journalIn(regions[role]), other: journalIn(regions[OTHER[role]]) },
        source: { mode: 'signature', countOutside: [] },
        showNumbers: false,
        deadlinesMs: {
          answer: answer.handlerMs,
          event: event.handlerMs,
          websocketDisconnected: websocketDisconnected.handlerMs,
          fallback: fallback.handlerMs,
        },
        coldStartFitsMs: 500,
        nearMissMs: { answer: 1000, event: 1250, websocketDisconnected: 900, fallback: 750 },
        drillable: false,
      });
    }
  });

  it('lets each function write its own log and read the secret, health only the log, and nothing else', () => {
    const [secretId] = theOnly(all[role], 'AWS::SecretsManager::Secret');
    for (const route of ['Answer', 'Health']) {
      const [logId] =
        ofType(all[role], 'AWS::Logs::LogGroup').find(([id]) => id.startsWith(`${route}Logs`)) ?? [];
      expect(allowed(route)).toEqual([
        `logs:CreateLogStream on {"Fn::GetAtt":["${logId}","Arn"]}`,
        `logs:PutLogEvents on {"Fn::GetAtt":["${logId}","Arn"]}`,
        ...(route === 'Health' ? [] : [`secretsmanager:GetSecretValue on {"Ref":"${secretId}"}`]),
      ]);
    }
  });

  it.each(['Event', 'WebsocketDisconnected', 'Fallback'])(
    'lets %s put what happened into both journals besides, and neither read nor delete there',
    (route) => {
      const [bucketId] = theOnly(all[role], 'AWS::S3::Bucket');
      const other = `vonage-voice-failover-journal-${all.settings.regions[OTHER[role]]}-`;
      expect(allowed(route).slice(3)).toEqual([
        `s3:PutObject on {"Fn::Join":["",["arn:aws:s3:::${other}",{"Ref":"AWS::AccountId"},"/calls/*"]]}`,
        `s3:PutObject on {"Fn::Join":["",[{"Fn::GetAtt":["${bucketId}","Arn"]},"/calls/*"]]}`,
      ]);
    },
  );

  it('gives no role more than that', () => {
    expect(ofType(all[role], 'AWS::IAM::Policy')).toHaveLength(FUNCTIONS.length);
    const roles = ofType(all[role], 'AWS::IAM::Role');
    expect(roles).toHaveLength(FUNCTIONS.length);
    for (const [, { Properties }] of roles) {
      expect(Properties).not.toHaveProperty('ManagedPolicyArns');
      expect(Properties).not.toHaveProperty('Policies');
    }
  });

  it('keeps each log for a month', () => {
    const logs = ofType(all[role], 'AWS::Logs::LogGroup');
    expect(logs).toHaveLength(FUNCTIONS.length);
    for (const [, { Properties }] of logs) expect(Properties.RetentionInDays).toBe(30);
  });

  it('keeps the journal private, encrypted, versioned, and when the stack is deleted', () => {
    const [bucketId, bucket] = theOnly(all[role], 'AWS::S3::Bucket');
    expect(bucket).toMatchObject({
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        BucketName: {
          'Fn::Join': [
            '',
            [`vonage-voice-failover-journal-${all.settings.regions[role]}-`, { Ref: 'AWS::AccountId' }],
          ],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
        VersioningConfiguration: { Status: 'Enabled' },
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
      },
    });
    const [, policy] = theOnly(all[role], 'AWS::S3::BucketPolicy');
    expect(policy.Properties.Bucket).toEqual({ Ref: bucketId });
    expect(policy.Properties.PolicyDocument.Statement).toEqual([
      expect.objectContaining({
        Effect: 'Deny',
        Action: 's3:*',
        Condition: { Bool: { 'aws:SecureTransport': 'false' } },
      }),
    ]);
  });

  // Its placeholder is frozen: frozen-ids.test.ts.
  it('keeps its secret, which is neither generated nor copied to another region', () => {
    const [, secret] = theOnly(all[role], 'AWS::SecretsManager::Secret');
    expect(secret).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
    expect(secret.Properties).not.toHaveProperty('GenerateSecretString');
    expect(secret.Properties).not.toHaveProperty('ReplicaRegions');
  });
});

describe('the settings', () => {
  let changed: Synthesized;
  beforeAll(async () => {
    const { person } = all.settings;
    changed = await synthesized({
      person: { ...person, answersBy: 'sip' },
      timeouts: 'tight',
      fallbackMethod: 'POST',
      regions: { primary: 'eu-west-1', secondary: 'eu-central-1', static: 'eu-north-1' },
    });
  });
  afterAll(() => changed.remove());

  it('choose who answers, the deadlines and the fallback method', () => {
    const [, answer] = ofType(changed.primary, LAMBDA)[0] ?? [];
    const settings = settingsIn(answer?.Properties.Environment.Variables.SETTINGS);
    expect(settings.person).toEqual({ type: 'sip', uri: all.settings.person.sip });
    expect(settings.deadlinesMs.event).toBe(TIMEOUTS.tight.event.handlerMs);
    expect(changed.primary.Outputs['FallbackMethod']?.Value).toBe('POST');
    expect(changed.primary.Outputs['TimeoutsName']?.Value).toBe('tight');
  });

  it('swap the roles of two deployed regions without replacing what they hold', () => {
    for (const type of ['AWS::S3::Bucket', 'AWS::SecretsManager::Secret', 'AWS::ApiGateway::RestApi']) {
      expect(theOnly(changed.primary, type)).toEqual(theOnly(all.secondary, type));
    }
  });
});
