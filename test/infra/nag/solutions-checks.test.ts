import { jest } from '@jest/globals';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  AccessLogFormat,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
} from 'aws-cdk-lib/aws-apigateway';
import {
  Distribution,
  OriginProtocolPolicy,
  OriginSslPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { BlockPublicAccess, Bucket } from 'aws-cdk-lib/aws-s3';
import type { BucketProps } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { acceptFindings } from '../../../infra/nag/findings.ts';
import { SolutionsChecks } from '../../../infra/nag/solutions-checks.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nag-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Report {
  readonly pluginReports: readonly {
    readonly violations: readonly { readonly ruleName: string; readonly description: string }[];
  }[];
}

/** Synthesizes a stack with the checks on. Returns `rule: description` of each finding; none: the synthesis went through. */
const findings = async (build: (stack: Stack, app: App) => void): Promise<readonly string[]> => {
  const outdir = await mkdtemp(join(folder, 'out-'));
  const app = new App({ outdir, builtinCloudFormationValidation: false, analyticsReporting: false });
  build(new Stack(app, 'Stack', { env: { region: 'eu-central-1' } }), app);
  Validations.of(app).addPlugins(new SolutionsChecks(app));
  const printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    app.synth();
    return [];
  } catch (error) {
    expect(String(error)).toContain('ValidationFailed');
    const report = JSON.parse(await readFile(join(outdir, 'validation-report.json'), 'utf8')) as Report;
    return report.pluginReports.flatMap(({ violations }) =>
      violations.map(({ ruleName, description }) => `${ruleName}: ${description}`),
    );
  } finally {
    printed.mockRestore();
  }
};
const rules = async (build: (stack: Stack) => void): Promise<readonly string[]> =>
  (await findings(build)).map((finding) => finding.replace(/: .*/s, ''));

const bucket = (stack: Stack, props: BucketProps): Bucket =>
  new Bucket(stack, 'Bucket', { blockPublicAccess: BlockPublicAccess.BLOCK_ALL, enforceSSL: true, ...props });

const role = (stack: Stack): Role =>
  new Role(stack, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
const allow = (stack: Stack, action: string, resource: string): void => {
  role(stack).addToPolicy(new PolicyStatement({ actions: [action], resources: [resource] }));
};

const api = (stack: Stack, loggingLevel: MethodLoggingLevel, accessLog: boolean): void => {
  const logged = accessLog
    ? {
        accessLogDestination: new LogGroupLogDestination(new LogGroup(stack, 'Log')),
        accessLogFormat: AccessLogFormat.clf(),
      }
    : {};
  new RestApi(stack, 'Api', { deployOptions: { loggingLevel, ...logged } }).root.addMethod('GET');
};

const distribution = (
  stack: Stack,
  protocolPolicy: OriginProtocolPolicy,
  tls: OriginSslPolicy,
): Distribution =>
  new Distribution(stack, 'Distribution', {
    defaultBehavior: {
      origin: new HttpOrigin('example.com', { protocolPolicy, originSslProtocols: [tls] }),
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    },
  });

const lambda = (stack: Stack, runtime: Runtime): void => {
  new LambdaFunction(stack, 'Function', {
    runtime,
    handler: 'index.handler',
    code: Code.fromInline('exports.handler = 1'),
    role: role(stack),
  });
};

type Build = (stack: Stack) => void;

/** Rule, what breaks it, and the same as it should be. */
const FIXTURES: readonly (readonly [rule: string, broken: Build, kept: Build])[] = [
  ['AwsSolutions-S10', (stack) => bucket(stack, { enforceSSL: false }), (stack) => bucket(stack, {})],
  [
    'AwsSolutions-S2',
    (stack) => bucket(stack, { blockPublicAccess: BlockPublicAccess.BLOCK_ACLS_ONLY }),
    (stack) => bucket(stack, {}),
  ],
  [
    'AwsSolutions-S1',
    (stack) => bucket(stack, {}),
    (stack) => bucket(stack, { serverAccessLogsPrefix: 'log' }),
  ],
  [
    'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/ReadOnlyAccess]',
    (stack) => role(stack).addManagedPolicy(ManagedPolicy.fromAwsManagedPolicyName('ReadOnlyAccess')),
    (stack) => role(stack),
  ],
  [
    'AwsSolutions-IAM5[Action::s3:*]',
    (stack) => allow(stack, 's3:*', 'arn:aws:s3:::x'),
    (stack) => allow(stack, 's3:PutObject', 'arn:aws:s3:::x'),
  ],
  [
    'AwsSolutions-IAM5[Resource::*]',
    (stack) => allow(stack, 'sns:Publish', '*'),
    (stack) => allow(stack, 'sns:Publish', 'arn:aws:sns:eu-central-1:111122223333:x'),
  ],
  [
    'AwsSolutions-APIG1',
    (stack) => api(stack, MethodLoggingLevel.INFO, false),
    (stack) => api(stack, MethodLoggingLevel.INFO, true),
  ],
  [
    'AwsSolutions-APIG6',
    (stack) => api(stack, MethodLoggingLevel.OFF, true),
    (stack) => api(stack, MethodLoggingLevel.INFO, true),
  ],
  [
    'AwsSolutions-CFR5',
    (stack) => distribution(stack, OriginProtocolPolicy.HTTPS_ONLY, OriginSslPolicy.TLS_V1),
    (stack) => distribution(stack, OriginProtocolPolicy.HTTPS_ONLY, OriginSslPolicy.TLS_V1_2),
  ],
  [
    'AwsSolutions-CFR4',
    (stack) => distribution(stack, OriginProtocolPolicy.HTTPS_ONLY, OriginSslPolicy.TLS_V1_2),
    (stack) =>
      acceptFindings(distribution(stack, OriginProtocolPolicy.HTTPS_ONLY, OriginSslPolicy.TLS_V1_2), {
        'AwsSolutions-CFR4': 'It is a fixture.',
      }),
  ],
  [
    'AwsSolutions-SNS3',
    (stack) => new Topic(stack, 'Topic'),
    (stack) => new Topic(stack, 'Topic', { enforceSSL: true }),
  ],
  [
    'AwsSolutions-L1',
    (stack) => lambda(stack, Runtime.NODEJS_20_X),
    (stack) => lambda(stack, Runtime.NODEJS_24_X),
  ],
  [
    'AwsSolutions-SMG4',
    (stack) => new Secret(stack, 'Secret'),
    (stack) =>
      new Secret(stack, 'Secret').addRotationSchedule('Rotation', {
        automaticallyAfter: Duration.days(30),
        rotationLambda: LambdaFunction.fromFunctionArn(
          stack,
          'Rotates',
          'arn:aws:lambda:eu-central-1:111122223333:function:x',
        ),
      }),
  ],
];

describe('AWS Solutions', () => {
  it.each(FIXTURES)('stop the synthesis for %s, and not where it is kept', async (rule, broken, kept) => {
    expect(await rules(broken)).toContain(rule);
    expect(await rules(kept)).not.toContain(rule);
  });
});

describe('an acknowledgement', () => {
  const TLS = { 'AwsSolutions-S10': 'It is a fixture.', 'AwsSolutions-S1': 'It is a fixture.' };

  it('lets what is found at its construct stand', async () => {
    expect(await findings((stack) => acceptFindings(bucket(stack, { enforceSSL: false }), TLS))).toEqual([]);
  });

  it('of one wildcard leaves the others', async () => {
    const found = await rules((stack) => {
      const own = role(stack);
      own.addToPolicy(
        new PolicyStatement({ actions: ['s3:*'], resources: ['arn:aws:s3:::x', 'arn:aws:s3:::y/*'] }),
      );
      acceptFindings(own, { 'AwsSolutions-IAM5[Resource::arn:aws:s3:::y/*]': 'It is a fixture.' });
    });
    expect(found).toEqual(['AwsSolutions-IAM5[Action::s3:*]']);
  });

  it('without a finding stops the synthesis', async () => {
    expect(await findings((stack) => acceptFindings(bucket(stack, {}), TLS))).toEqual([
      'acknowledged[AwsSolutions-S10]: AwsSolutions-S10 is acknowledged at Stack/Bucket, which has no such finding: remove the acknowledgement.',
    ]);
  });

  it.each([
    ['a stack', (stack: Stack) => stack, 'Stack'],
    ['the app', (_stack: Stack, app: App) => app, 'the app'],
  ])('of everything in %s stops the synthesis', async (_what, scope, name) => {
    const found = await findings((stack, app) => {
      bucket(stack, { enforceSSL: false });
      acceptFindings(scope(stack, app), TLS);
    });
    expect(found).toContain(
      `acknowledged[AwsSolutions-S10]: AwsSolutions-S10 is acknowledged for everything in ${name}: acknowledge it at the resource.`,
    );
  });
});
